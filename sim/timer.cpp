#include "sim/timer.h"

#include <utility>

namespace drmsim::sim {
namespace {

constexpr TimeNs round_up(TimeNs value, TimeNs step) {
  return value > kForever - step ? kForever : (value + step - 1) / step * step;
}

// The wheel: level n holds what expires in [64 * 8^(n-1), 64 * 8^n) ticks, with buckets of 8^n ticks. The
// kernel rounds the expiry up to the bucket after the one it falls into.
TimeNs wheel_deadline_ns(TimeNs now_ns, TimeNs delay_ns) {
  const TimeNs now_ticks = now_ns / kTickNs;
  const TimeNs expires_ticks = now_ticks + round_up(delay_ns, kTickNs) / kTickNs;
  TimeNs bucket_ticks = 1;
  TimeNs level_end_ticks = 63;
  while (expires_ticks - now_ticks >= level_end_ticks && bucket_ticks < (1ull << 24)) {
    bucket_ticks *= 8;
    level_end_ticks = 63 * bucket_ticks;
  }
  return (expires_ticks / bucket_ticks + 1) * bucket_ticks * kTickNs;
}

}  // namespace

TimeNs rounded_deadline_ns(TimerRounding rounding, TimeNs now_ns, TimeNs delay_ns) {
  if (delay_ns >= kForever / 2) return kForever;
  switch (rounding) {
    case TimerRounding::exact: return now_ns + delay_ns;
    case TimerRounding::ticks: return now_ns + round_up(delay_ns, kTickNs);
    case TimerRounding::wheel: return wheel_deadline_ns(now_ns, delay_ns);
  }
  return now_ns;
}

Timer::Timer(World& world, std::string_view name, std::function<void()> callback,
             TimerRounding rounding)
    : TimedEvent(world.timeline()),
      world_(world),
      name_(world.intern(name)),
      callback_(std::move(callback)),
      rounding_(rounding),
      finished_(world, "timer callback") {}

void Timer::mod(TimeNs delay_ns) {
  const TimeNs deadline_ns = rounded_deadline_ns(rounding_, world_.now(), delay_ns);
  if (deadline_ns == kForever) {
    disarm();
  } else {
    arm_at(deadline_ns);
  }
}

void Timer::fire() {
  ++running_;
  world_.cpu().spawn(name_, "timer", ContextKind::softirq, [this] {
    callback_();
    --running_;
    finished_.wake_up_all();
  });
}

void Timer::del_sync(Where where) {
  disarm();
  finished_.wait_event([this] { return running_ == 0; }, where);
  disarm();  // a callback may have armed it again
}

}  // namespace drmsim::sim
