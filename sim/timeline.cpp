#include "sim/timeline.h"

#include "sim/assert.h"
#include "sim/choices.h"
#include "sim/world.h"

namespace drmsim::sim {

Timeline::~Timeline() {
  DRMSIM_ASSERT(events_.empty(), "owners of timed events go first");
}

TimeNs Timeline::now() const {
  return world_.now();
}

void Timeline::insert(TimedEvent& event, TimeNs deadline_ns) {
  DRMSIM_ASSERT(deadline_ns >= now(), "nothing happens in the past");
  const bool becomes_first = deadline_ns < next_deadline_ns();
  event.deadline_ns_ = deadline_ns;
  event.sequence_ = ++sequence_;
  events_.insert(event);
  if (becomes_first) world_.kick();
}

void Timeline::remove(TimedEvent& event) {
  const bool was_first = &event == &*events_.begin();
  events_.erase(events_.iterator_to(event));
  if (was_first) world_.kick();  // or the clock would go there for nothing
}

void Timeline::fire_next() {
  DRMSIM_ASSERT(!empty() && next_deadline_ns() == now(), "events fire at their time");
  auto chosen = events_.begin();
  if (world_.choices().exploring()) {
    unsigned same_time = 0;
    for (auto it = events_.begin(); it != events_.end() && it->deadline_ns_ == now(); ++it) {
      ++same_time;
    }
    const unsigned skip = world_.choices().choose(ChoiceKind::same_time_event, same_time);
    for (unsigned i = 0; i < skip; ++i) ++chosen;
  }
  TimedEvent& event = *chosen;
  events_.erase(chosen);
  event.fire();
}

}  // namespace drmsim::sim
