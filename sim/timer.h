// Timers: exact (hrtimer), in whole ticks, or as coarse as the kernel's timer wheel.
//
// A callback runs in a soft interrupt and must not sleep. It never runs twice at once: a timer that
// was armed again and expires meanwhile runs once more afterwards. It may destroy its own timer.
// Rounding (1 tick = kTickNs, HZ=1000):
// - exact: the delay as given;
// - ticks: the delay rounded up to whole ticks, counted from now;
// - wheel: expires at a tick boundary, later by up to 1/8 of the delay, as the buckets of the
//   wheel's levels are (kernel/time/timer.c, calc_wheel_index(): 64 buckets a level, each 8 times
//   coarser).
// Limits: the wheel's clock is the tick of now; on a kernel it can be one tick ahead or further
// behind.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "sim/names.h"
#include "sim/timed_event.h"
#include "sim/wait_list.h"
#include "sim/where.h"

namespace drmsim::sim {

class World;

enum class TimerRounding : std::uint8_t { exact, ticks, wheel };

inline constexpr TimeNs kTickNs = 1'000'000;

// The deadline that a timer armed at now_ns with that delay gets.
TimeNs rounded_deadline_ns(TimerRounding rounding, TimeNs now_ns, TimeNs delay_ns);
// What the timer was asked for, in its own unit: timer->expires. The wheel may be later than that.
TimeNs requested_expiry_ns(TimerRounding rounding, TimeNs now_ns, TimeNs delay_ns);

class Timer final : public TimedEvent {
 public:
  // name: of the context that runs the callback.
  Timer(World& world, std::string_view name, std::function<void()> callback,
        TimerRounding rounding = TimerRounding::exact);
  ~Timer() override;

  bool pending() const { return armed() || again_; }  // timer_pending
  void mod(TimeNs delay_ns);  // mod_timer with a relative time: arms, or moves; any context
  bool del();                 // timer_delete: true if it was pending; a running callback goes on
  // timer_delete_sync: also waits (by spinning) for a running callback, and undoes its re-arming.
  // True if it was pending. Any context but a hard interrupt, holding no lock that the callback
  // takes.
  bool del_sync(Where where = Where::here());

 private:
  struct Running;  // a callback in progress, on its context's stack
  void fire() override;
  void run();
  const char* order_name() const;

  World& world_;
  NameId name_;
  std::function<void()> callback_;
  TimerRounding rounding_;
  bool again_ = false;          // expired while its callback was running
  Context* context_ = nullptr;  // runs the callback, or is about to
  Running* running_ = nullptr;
  WaitList finished_;
};

}  // namespace drmsim::sim
