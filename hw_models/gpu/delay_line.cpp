#include "hw_models/gpu/delay_line.h"

#include <utility>

#include "sim/assert.h"
#include "sim/world.h"

namespace drmsim::hw {

DelayLine::DelayLine(sc_core::sc_module_name name, sim::World& world)
    : sc_module(name), world_(world) {
  SC_HAS_PROCESS(DelayLine);
  SC_METHOD(on_due);
  dont_initialize();
  sensitive << due_event_;
}

void DelayLine::on_due() {
  if (Delayed* due = std::exchange(due_, nullptr)) due->function_();
}

Delayed::Delayed(DelayLine& line, std::function<void()> function)
    : TimedEvent(line.world_.timeline()), line_(line), function_(std::move(function)) {}

Delayed::~Delayed() {
  cancel();
}

void Delayed::cancel() {
  disarm();
  if (line_.due_ == this) line_.due_ = nullptr;
}

void Delayed::fire() {
  DRMSIM_ASSERT(line_.due_ == nullptr, "the instant settles between two events");
  line_.due_ = this;
  line_.due_event_.notify();
}

}  // namespace drmsim::hw
