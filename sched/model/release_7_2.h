// What Linux 7.2 does otherwise than 7.3: it asks whether an entity has a run queue.
//
// One of several schedulers may have none, while none of them is ready. Source:
// drivers/gpu/drm/scheduler/sched_entity.c of 7.2: drm_sched_entity_flush(),
// drm_sched_entity_kill(); sched_main.c: drm_sched_job_init().
#pragma once

#include "sched/model/entity.h"

namespace drmsim::drm {

class Entity72 : public Entity {
 public:
  using Entity::Entity;
  bool takes_jobs() const override { return run_queue_ != nullptr; }
  void drm_sched_entity_flush(const Process& caller, sim::TimeNs timeout_ns,
                              sim::Where where) override {
    if (run_queue_ != nullptr) Entity::drm_sched_entity_flush(caller, timeout_ns, where);
  }
  void drm_sched_entity_kill(sim::Where where) override {
    if (run_queue_ != nullptr) Entity::drm_sched_entity_kill(where);
  }
};

}  // namespace drmsim::drm
