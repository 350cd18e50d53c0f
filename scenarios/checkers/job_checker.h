// What a checker is: somebody who is shown every event of a run, and reports hazards.
//
// A checker knows nothing of the scheduler or the driver it watches, so the same one serves ours,
// the kernel's, and any driver. It follows the rules of every observer: whatever context emitted
// the event, it does not sleep, lock, or change the model; reporting is all it does.
#pragma once

#include <string>

#include "scenarios/jobs/job_life.h"
#include "sim/event_log.h"
#include "sim/world.h"

namespace drmsim::scenarios {

class JobChecker {
 public:
  explicit JobChecker(sim::World& world) : world_(world) {}
  virtual ~JobChecker() = default;
  JobChecker(const JobChecker&) = delete;
  JobChecker& operator=(const JobChecker&) = delete;

  // job: the event's, as it was before the event (JobObserver::on_event()).
  virtual void check(const sim::Event& event, const JobLife* job) = 0;

 protected:
  sim::World& world() const { return world_; }
  std::string text(sim::JobTag job) const { return world_.names().text(job); }
  std::string text(sim::NameId name) const { return world_.names().text(name); }
  // where: the rule that was broken, a function of the checker.
  void report(sim::HazardKind kind, const std::string& message,
              sim::Where where = sim::Where::here()) {
    world_.hazards().report(kind, where, "drm_sched_job", message);
  }

 private:
  sim::World& world_;
};

}  // namespace drmsim::scenarios
