#include "sim/dispatcher.h"

#include <exception>
#include <utility>

#include "sim/assert.h"
#include "sim/world.h"

namespace drmsim::sim {

Dispatcher::Dispatcher(sc_core::sc_module_name name, World& world)
    : sc_core::sc_module(name), world_(world), simcontext_(sc_core::sc_get_curr_simcontext()) {
  SC_HAS_PROCESS(Dispatcher);
  SC_METHOD(run);
  sensitive << kicked_ << due_;
}

void Dispatcher::kick() {
  if (!running_) kicked_.notify(sc_core::SC_ZERO_TIME);
}

void Dispatcher::run() {
  running_ = true;
  DRMSIM_ASSERT(*world_.sc_ticks_now_ == sc_core::sc_time_stamp().value(),
                "this SystemC keeps its time where World reads it");
  try {
    advance();
  } catch (...) {  // a timed callback has thrown: SystemC would not keep what
    world_.fail(std::current_exception());
  }
  running_ = false;
  if (world_.stopped()) sc_core::sc_pause();
}

void Dispatcher::wake_at(std::uint64_t ticks) {
  if (ticks == due_ticks_) return;
  due_.cancel();
  due_ticks_ = ticks;
  if (ticks != kNever) due_.notify(sc_core::sc_time::from_value(ticks - now_ticks()));
}

// Does what can be done at this point of the instant, and arranges for being called again.
void Dispatcher::advance() {
  Timeline& timeline = world_.timeline();
  if (due_ticks_ <= now_ticks()) due_ticks_ = kNever;  // it has been notified
  if (const TimeNs passed_ns = world_.now() - std::exchange(instant_ns_, world_.now())) {
    world_.cpu().new_instant(passed_ns);
  }
  for (;;) {
    world_.cpu().drain();
    if (world_.stopped()) return;
    if (sc_core::sc_pending_activity_at_current_time(simcontext_)) {
      kicked_.notify(sc_core::SC_ZERO_TIME);  // the hardware first
      return;
    }
    if (world_.cpu().letting_time_pass() && !world_.time_can_pass()) {
      world_.cpu().time_has_passed();  // the hardware has called off what it was waited for
      continue;
    }
    const TimeNs deadline_ns = timeline.next_deadline_ns();
    if (deadline_ns > world_.now()) {
      wake_at(deadline_ns > world_.last_instant_ns() ? kNever
                                                     : deadline_ns * world_.sc_ticks_per_ns_);
      return;
    }
    world_.cpu().time_has_passed();
    timeline.fire_next();
    world_.cpu().pollers().event_fired();
    world_.cpu().count_step();
  }
}

}  // namespace drmsim::sim
