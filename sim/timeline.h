// The order of everything that is timed: (time, order of arming), for hardware and CPU alike.
//
// Intuition: a diary with one entry per pending event. Mechanism: an intrusive balanced tree; the
// dispatcher (sim/dispatcher.h) is the one SystemC process that reads it, fires the first entry,
// lets the instant settle, and goes on. Under exploration the entries of one instant are a choice.
#pragma once

#include <cstdint>

#include <boost/intrusive/set.hpp>

#include "sim/time.h"
#include "sim/timed_event.h"

namespace drmsim::sim {

class World;

class Timeline {
 public:
  explicit Timeline(World& world) : world_(world) {}
  ~Timeline();
  Timeline(const Timeline&) = delete;
  Timeline& operator=(const Timeline&) = delete;

  TimeNs now() const;
  bool empty() const { return events_.empty(); }
  TimeNs next_deadline_ns() const { return empty() ? kForever : events_.begin()->deadline_ns_; }
  void fire_next();  // precondition: not empty, and the deadline has come
  World& world() const { return world_; }

 private:
  friend class TimedEvent;
  struct Earlier {
    bool operator()(const TimedEvent& a, const TimedEvent& b) const {
      return a.deadline_ns_ != b.deadline_ns_ ? a.deadline_ns_ < b.deadline_ns_
                                              : a.sequence_ < b.sequence_;
    }
  };
  using Events = boost::intrusive::set<TimedEvent, boost::intrusive::compare<Earlier>,
                                       boost::intrusive::constant_time_size<false>>;

  void insert(TimedEvent& event, TimeNs deadline_ns);
  void remove(TimedEvent& event);

  World& world_;
  Events events_;
  std::uint64_t sequence_ = 0;
};

}  // namespace drmsim::sim
