#include "sim/timer.h"

#include <utility>

#include "sim/world.h"

namespace drmsim::sim {
namespace {

constexpr TimeNs round_up(TimeNs value, TimeNs step) {
  return value > kForever - step ? kForever : (value + step - 1) / step * step;
}

// Level n of the wheel takes what expires within [63 * 8^(n-1), 63 * 8^n) ticks and has buckets of
// 8^n ticks. The kernel rounds the expiry up to the bucket after the one it falls into, so that a
// timer armed in the middle of a tick is not early. What is beyond the last level expires at its
// end.
constexpr TimeNs kLastBucketTicks = TimeNs{1} << 24;
constexpr TimeNs kWheelEndTicks = 63 * kLastBucketTicks;  // WHEEL_TIMEOUT_CUTOFF

TimeNs wheel_deadline_ns(TimeNs now_ns, TimeNs delay_ns) {
  const TimeNs now_ticks = now_ns / kTickNs;
  TimeNs delay_ticks = round_up(delay_ns, kTickNs) / kTickNs;
  if (delay_ticks >= kWheelEndTicks) delay_ticks = kWheelEndTicks - kLastBucketTicks;
  TimeNs bucket_ticks = 1;
  while (delay_ticks >= 63 * bucket_ticks && bucket_ticks < kLastBucketTicks) bucket_ticks *= 8;
  return ((now_ticks + delay_ticks) / bucket_ticks + 1) * bucket_ticks * kTickNs;
}

}  // namespace

TimeNs rounded_deadline_ns(TimerRounding rounding, TimeNs now_ns, TimeNs delay_ns) {
  if (delay_ns >= kForever / 2) return kForever;
  if (rounding == TimerRounding::wheel) return wheel_deadline_ns(now_ns, delay_ns);
  return requested_expiry_ns(rounding, now_ns, delay_ns);
}

TimeNs requested_expiry_ns(TimerRounding rounding, TimeNs now_ns, TimeNs delay_ns) {
  if (delay_ns >= kForever / 2) return kForever;
  switch (rounding) {
    case TimerRounding::exact:
      return now_ns + delay_ns;
    case TimerRounding::ticks:
      return now_ns + round_up(delay_ns, kTickNs);
    case TimerRounding::wheel:
      return now_ns / kTickNs * kTickNs + round_up(delay_ns, kTickNs);
  }
  return kForever;
}

struct Timer::Running {
  explicit Running(Timer& owner) : timer(&owner), callback(std::move(owner.callback_)) {
    owner.running_ = this;
  }
  ~Running() {
    if (timer == nullptr) return;
    timer->callback_ = std::move(callback);
    timer->running_ = nullptr;
    timer->context_ = nullptr;
    timer->finished_.wake_all();
  }
  Timer* timer;  // null once the callback has destroyed it
  std::function<void()> callback;
};

Timer::Timer(World& world, std::string_view name, std::function<void()> callback,
             TimerRounding rounding)
    : TimedEvent(world.timeline()),
      world_(world),
      name_(world.intern(name)),
      callback_(std::move(callback)),
      rounding_(rounding) {}

Timer::~Timer() {
  if (running_ != nullptr) running_->timer = nullptr;
  if (context_ == nullptr || context_ == world_.cpu().current()) return;
  world_.hazards().report_last(
      HazardKind::use_after_free, Where::here(), "timer",
      "timer " + world_.names().text(name_) + " is destroyed while its callback runs");
}

void Timer::mod(TimeNs delay_ns) {
  again_ = false;
  const TimeNs deadline_ns = rounded_deadline_ns(rounding_, world_.now(), delay_ns);
  if (deadline_ns == kForever) {
    disarm();
  } else {
    arm_at(deadline_ns);
  }
}

bool Timer::del() {
  const bool was_expired = std::exchange(again_, false);
  return disarm() || was_expired;
}

void Timer::fire() {
  if (context_ != nullptr) {
    again_ = true;
  } else {
    context_ = &world_.cpu().spawn(name_, "timer", ContextKind::softirq, [this] { run(); });
  }
}

void Timer::run() {
  Running running(*this);
  const Holding handling(world_.order(), context_, OrderKind::handler, order_name(),
                         Where::in("call_timer_fn"));
  QuarantineHold hold;
  do {
    hold.begin(world_.memory());
    again_ = false;
    running.callback();
  } while (running.timer != nullptr && again_);
}

const char* Timer::order_name() const {
  return world_.names().text(name_).c_str();
}

bool Timer::del_sync(Where where) {
  Cpu& cpu = world_.cpu();
  Context* self = cpu.current();
  if (self != nullptr && self->kind() == ContextKind::hardirq) {
    world_.hazards().report(HazardKind::warning, where, "timer",
                            world_.describe("timer_delete_sync", where) +
                                ": called in a hard interrupt, where it can wait for ever");
  }
  const bool was_pending = del();
  if (context_ == nullptr || context_ != self) {
    world_.order().want(self, OrderKind::handler, order_name(), where);
  }
  if (context_ == nullptr) return was_pending;  // self may be null: set-up code
  if (context_ == self) {
    world_.hazards().fatal(HazardKind::self_wait, where, "timer",
                           world_.describe("timer_delete_sync", where) +
                               " waits for the timer callback that calls it");
    return was_pending;
  }
  Waiter waiter(cpu);
  finished_.add(waiter);
  waiter.wait(kForever, "timer callback", name_, {AwaitedKind::handler, context_, where});
  return del() || was_pending;
}

}  // namespace drmsim::sim
