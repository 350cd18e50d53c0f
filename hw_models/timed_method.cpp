#include "hw_models/timed_method.h"

#include <utility>

#include "sim/sc_timed_event.h"
#include "sim/world.h"

namespace drmsim::hw {

TimedMethod::TimedMethod(sim::World& world, std::function<void()> body)
    : world_(world), body_(std::move(body)) {}

TimedMethod::~TimedMethod() = default;

void TimedMethod::arm_after(sim::TimeNs delay_ns) {
  if (event_ == nullptr) {
    event_ = std::make_unique<sim::ScTimedEvent>(world_.timeline());
    sc_core::sc_spawn_options options;
    options.spawn_method();
    options.dont_initialize();
    options.set_sensitivity(&event_->event());
    sc_core::sc_spawn([this] { body_(); }, sc_core::sc_gen_unique_name("timed_method"), &options);
  }
  event_->arm_after(delay_ns);
}

void TimedMethod::disarm() {
  if (event_ != nullptr) event_->disarm();
}

bool TimedMethod::armed() const { return event_ != nullptr && event_->armed(); }

}  // namespace drmsim::hw
