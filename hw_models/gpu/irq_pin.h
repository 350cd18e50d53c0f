// An interrupt line as a wire of another SystemC platform.
//
// For lifting models out of drmsim: takes the place of a handler, and changes the level of an
// sc_out at each interrupt, as a message-signalled interrupt has no level to hold. The other side
// is sensitive to value_changed_event().
#pragma once

#include <systemc>

#include "sim/irq_line.h"

namespace drmsim::hw {

class IrqPin final : public sc_core::sc_module {
 public:
  sc_core::sc_out<bool> pin{"pin"};

  // Becomes the handler of the line. The line outlives its last interrupt.
  IrqPin(sc_core::sc_module_name name, sim::IrqLine& line);

 private:
  bool level_ = false;
};

}  // namespace drmsim::hw
