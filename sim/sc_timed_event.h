// The way hardware models sleep: a TimedEvent that notifies an sc_event when its turn comes.
//
// A model never calls notify(delay) or next_trigger(delay) itself: SystemC orders events of the
// same time by an accident of its heap, so adding an unrelated timer would reorder interrupts.
#pragma once

#include <systemc>

#include "sim/timed_event.h"

namespace drmsim::sim {

class ScTimedEvent final : public TimedEvent {
 public:
  // name: of the sc_event, unique in its module; SystemC takes three times as long to make one up.
  explicit ScTimedEvent(Timeline& timeline, const char* name = "")
      : TimedEvent(timeline), event_(name) {}
  // Put this into the sensitivity list of the process to be woken.
  const sc_core::sc_event& event() const { return event_; }

 private:
  void fire() override { event_.notify(); }
  sc_core::sc_event event_;
};

}  // namespace drmsim::sim
