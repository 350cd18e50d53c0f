#include "sim/timed_event.h"

#include "sim/timeline.h"

namespace drmsim::sim {

TimedEvent::~TimedEvent() {
  disarm();
}

void TimedEvent::arm_at(TimeNs deadline_ns) {
  if (armed()) timeline_.remove(*this);
  timeline_.insert(*this, deadline_ns);
}

void TimedEvent::arm_after(TimeNs delay_ns) {
  arm_at(saturating_add(timeline_.now(), delay_ns));
}

bool TimedEvent::disarm() {
  if (!armed()) return false;
  timeline_.remove(*this);
  return true;
}

}  // namespace drmsim::sim
