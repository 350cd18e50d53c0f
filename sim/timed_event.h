// Something that happens at a point in virtual time: a node of the Timeline.
//
// The owner embeds it; arming allocates nothing. Destroying an armed event disarms it.
#pragma once

#include <cstdint>
#include <functional>

#include <boost/intrusive/set.hpp>

#include "sim/time.h"

namespace drmsim::sim {

class Timeline;

class TimedEvent : public boost::intrusive::set_base_hook<> {
 public:
  explicit TimedEvent(Timeline& timeline) : timeline_(timeline) {}
  virtual ~TimedEvent();
  TimedEvent(const TimedEvent&) = delete;
  TimedEvent& operator=(const TimedEvent&) = delete;

  // Fires at deadline_ns (not before now). Re-arming an armed event moves it, and gives it a new
  // place among the events of the same instant: they fire in the order in which they were armed.
  void arm_at(TimeNs deadline_ns);
  void arm_after(TimeNs delay_ns);
  bool disarm();  // true if it was armed
  bool armed() const { return is_linked(); }
  TimeNs deadline_ns() const { return deadline_ns_; }

 protected:
  Timeline& timeline() const { return timeline_; }

 private:
  friend class Timeline;
  // Called in no CPU context ("by the hardware"): must not block. The event is disarmed by then.
  virtual void fire() = 0;

  Timeline& timeline_;
  TimeNs deadline_ns_ = 0;
  std::uint64_t sequence_ = 0;
};

// A TimedEvent that calls a function.
class TimedCallback final : public TimedEvent {
 public:
  TimedCallback(Timeline& timeline, std::function<void()> callback)
      : TimedEvent(timeline), callback_(std::move(callback)) {}

 private:
  void fire() override { callback_(); }
  std::function<void()> callback_;
};

}  // namespace drmsim::sim
