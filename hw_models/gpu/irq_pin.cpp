#include "hw_models/gpu/irq_pin.h"

namespace drmsim::hw {

IrqPin::IrqPin(sc_core::sc_module_name name, sim::IrqLine& line) : sc_module(name) {
  line.request([this] {
    level_ = !level_;
    pin.write(level_);
  });
}

}  // namespace drmsim::hw
