// Killing an entity: its queued jobs never run, but their fences signal, in order, with -ESRCH.
//
// A chain: each job waits for the finished fence of the one before (first, of the job scheduled
// last), then, in a work item, for each of its own dependencies, because somebody may rely on the
// order; then both its fences signal and it is freed. Source: drm_sched_entity_kill() and
// drm_sched_entity_kill_jobs_*().
#pragma once

#include "sched/model/dma_fence.h"
#include "sim/where.h"

namespace drmsim::drm {

class Entity;
class Job;

class EntityKill {
 public:
  // The rest of Entity::kill(), once it is off its run queue. May sleep.
  static void kill_queued_jobs(Entity& entity, sim::Where where);

 private:
  static void drm_sched_entity_kill_jobs_cb(Fence& fence,
                                            DmaFenceCb& cb);  // in the signaller's context
  static void queue_next_step(Job& job);
  static void drm_sched_entity_kill_jobs_work(void* owner);  // work item
  static void finish(Job& job);
};

}  // namespace drmsim::drm
