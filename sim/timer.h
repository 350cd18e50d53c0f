// Timers: exact (hrtimer), in whole ticks, or as coarse as the kernel's timer wheel.
//
// A callback runs in a soft interrupt and must not sleep. Rounding (1 tick = kTickNs, HZ=1000):
// - exact: the delay as given;
// - ticks: the delay rounded up to whole ticks, counted from now;
// - wheel: expires at a tick boundary, later by up to 1/8 of the delay, as the buckets of the wheel's
//   levels are (kernel/time/timer.c, calc_index(): 64 buckets a level, each level 8 times coarser).
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "sim/timed_event.h"
#include "sim/wait_queue.h"
#include "sim/world.h"

namespace drmsim::sim {

enum class TimerRounding : std::uint8_t { exact, ticks, wheel };

inline constexpr TimeNs kTickNs = 1'000'000;

// The deadline that a timer armed at now_ns with that delay gets.
TimeNs rounded_deadline_ns(TimerRounding rounding, TimeNs now_ns, TimeNs delay_ns);

class Timer final : public TimedEvent {
 public:
  // name: of the context that runs the callback.
  Timer(World& world, std::string_view name, std::function<void()> callback,
        TimerRounding rounding = TimerRounding::exact);

  void mod(TimeNs delay_ns);  // mod_timer with a relative time: arms, or moves; any context
  bool del() { return disarm(); }  // timer_delete: true if it was pending; a running callback goes on
  void del_sync(Where where = Where::here());  // waits for a running callback; may sleep

 private:
  void fire() override;

  World& world_;
  NameId name_;
  std::function<void()> callback_;
  TimerRounding rounding_;
  int running_ = 0;
  WaitQueue finished_;
};

}  // namespace drmsim::sim
