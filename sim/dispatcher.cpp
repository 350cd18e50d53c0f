#include "sim/dispatcher.h"

#include "sim/world.h"

namespace drmsim::sim {

Dispatcher::Dispatcher(sc_core::sc_module_name name, World& world)
    : sc_core::sc_module(name), world_(world), simcontext_(sc_core::sc_get_curr_simcontext()) {
  SC_HAS_PROCESS(Dispatcher);
  SC_METHOD(run);
}

void Dispatcher::kick() {
  if (!running_) kicked_.notify(sc_core::SC_ZERO_TIME);
}

void Dispatcher::run() {
  Timeline& timeline = world_.timeline();
  running_ = true;
  for (;;) {
    world_.cpu().drain();
    if (world_.stopped()) {
      next_trigger(kicked_);
      break;
    }
    if (sc_core::sc_pending_activity_at_current_time(simcontext_)) {
      next_trigger(sc_core::SC_ZERO_TIME);  // the hardware first
      break;
    }
    const TimeNs deadline_ns = timeline.next_deadline_ns();
    if (deadline_ns == kForever) {
      next_trigger(kicked_);
      break;
    }
    if (const TimeNs now_ns = world_.now(); deadline_ns > now_ns) {
      const auto ticks = (deadline_ns - now_ns) * world_.sc_ticks_per_ns_;
      next_trigger(sc_core::sc_time::from_value(ticks), kicked_);
      break;
    }
    timeline.fire_next();
  }
  running_ = false;
}

}  // namespace drmsim::sim
