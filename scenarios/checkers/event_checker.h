// What a checker is: an observer of the event log that reports hazards.
//
// A checker knows nothing of the scheduler or the driver it watches, so the same one serves ours,
// the kernel's, and any driver. It follows the rules of every observer: whatever context emitted
// the event, it does not sleep, lock, or change the model; reporting is all it does.
#pragma once

#include "sim/event_log.h"
#include "sim/world.h"

namespace drmsim::scenarios {

class EventChecker : public sim::EventObserver {
 public:
  explicit EventChecker(sim::World& world) : world_(world) {}

 protected:
  sim::World& world() const { return world_; }
  std::string text(sim::JobTag job) const { return world_.names().text(job); }
  std::string text(sim::NameId name) const { return world_.names().text(name); }

 private:
  sim::World& world_;
};

}  // namespace drmsim::scenarios
