// What drivers owe between drm_sched_job_arm() and drm_sched_entity_push_job(), whichever scheduler
// there is: nobody replaces the list of an entity's schedulers there. The two and
// drm_sched_entity_modify_sched() are called under one lock of the entity's (Linux 7.3).
#pragma once

#include <algorithm>
#include <vector>

#include "sched/api/drm_handles.h"
#include "sim/where.h"
#include "sim/world.h"

namespace drmsim::drm {

class SubmissionRules {
 public:
  explicit SubmissionRules(sim::World& world) : world_(world) {}

  void armed(const Entity* entity) { armed_.push_back(entity); }
  void pushed(const Entity* entity) {
    const auto found = std::find(armed_.begin(), armed_.end(), entity);
    if (found != armed_.end()) armed_.erase(found);
  }
  void schedulers_modified(const Entity* entity, sim::Where where) {
    if (std::find(armed_.begin(), armed_.end(), entity) == armed_.end()) return;
    world_.hazards().report(
        sim::HazardKind::contract, where, "drm_sched_entity",
        world_.describe("drm_sched_entity_modify_sched", where) +
            ": somebody has armed a job of that entity, and not pushed it yet; the three are "
            "called under one lock");
  }
  void freed(const Entity* entity) { std::erase(armed_, entity); }

 private:
  sim::World& world_;
  std::vector<const Entity*> armed_;  // of every job that is armed and not pushed: few at a time
};

}  // namespace drmsim::drm
