// Killing an entity: its queued jobs never run, but their fences signal, in order, with -ESRCH.
//
// A chain: each job waits for the finished fence of the one before (first, of the job scheduled
// last), then, in a work item, for each of its own dependencies, because somebody may rely on the
// order; then both its fences signal and it is freed. Source: drm_sched_entity_kill() and
// drm_sched_entity_kill_jobs_*(). Until 6.2 drm_sched_entity_fini() did it, and waited itself.
#pragma once

#include "sched/model/dma_fence.h"
#include "sim/where.h"

namespace drmsim::sched {

class Entity;
class Job;

class EntityKill {
 public:
  // Waits until the scheduler does not use the entity; may sleep. Idempotent.
  static void kill(Entity& entity, sim::Where where);

  // Until 6.2 (Semantics::entity_killed_by_fini): what SIGKILL does in flush, and what fini does.
  static void stop(Entity& entity, sim::Where where);
  static void kill_at_fini(Entity& entity, sim::Where where);

 private:
  static void wait_ended(DmaFence& fence, DmaFenceCb& cb);  // in the signaller's context
  static void queue_next_step(Job& job);
  static void kill_queued(Entity& entity, sim::Where where);
  static void next_step(void* owner);  // work item
  static void finish(Job& job);
};

}  // namespace drmsim::sched
