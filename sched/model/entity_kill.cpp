#include "sched/model/entity_kill.h"

#include <utility>

#include "sched/api/errno_codes.h"
#include "sched/model/entity.h"
#include "sched/model/run_queue.h"
#include "sched/model/sched_fence.h"
#include "sched/model/scheduler.h"

namespace drmsim::drm {

using sim::Where;

void Entity::drm_sched_entity_kill(Where where) {
  {
    const sim::SpinGuard guard(lock_, Where::here());
    stopped_ = true;
    // Without one it is on none, and nothing is asked of it.
    if (run_queue_ != nullptr) run_queue_->drm_sched_rq_remove_entity(*this, where);
  }
  EntityKill::kill_queued_jobs(*this, where);
}

void EntityKill::kill_queued_jobs(Entity& entity, Where where) {
  entity.entity_idle.wait(where);

  entity.world().read_point(Where::in("drm_sched_entity_kill"));  // last_scheduled
  Fence* previous = dma_fence_get(entity.last_scheduled_, where);
  while (Job* job = entity.queue_.pop()) {
    Fence* finished = dma_fence_get(&job->s_fence().finished(), where);
    if (previous == nullptr || previous->dma_fence_add_callback(
                                   job->finish_cb_, drm_sched_entity_kill_jobs_cb, where) != 0) {
      if (!job->scheduler()->has(Defect::c6_last_scheduled_leaks)) dma_fence_put(previous, where);
      queue_next_step(*job);
    }
    previous = finished;
  }
  dma_fence_put(previous, where);
}

void EntityKill::drm_sched_entity_kill_jobs_cb(Fence& fence, DmaFenceCb& cb) {
  Job& job = static_cast<Job::Cb&>(cb).job;
  dma_fence_put(&fence);
  if (job.scheduler()->has(Defect::c2_killed_in_interrupt))
    return drm_sched_entity_kill_jobs_work(&job);
  queue_next_step(job);
}

// Freeing a job may sleep and takes locks, so it is not done in the signaller's context.
void EntityKill::queue_next_step(Job& job) {
  if (job.kill_work_ == nullptr) {
    job.kill_work_ = std::make_unique<sim::Work>(job.world(), "kill:" + job.scheduler()->name(),
                                                 "kill", drm_sched_entity_kill_jobs_work, &job);
  }
  job.scheduler()->check_alive("drm_sched_entity_kill_jobs_cb", Where::here());
  job.scheduler()->system_workqueue().queue(*job.kill_work_);
}

void EntityKill::drm_sched_entity_kill_jobs_work(void* owner) {
  Job& job = *static_cast<Job*>(owner);
  job.check_alive(__func__, Where::here());
  for (Fence*& slot : job.dependencies_) {
    if (slot == nullptr) continue;
    Fence* fence = std::exchange(slot, nullptr);
    SchedFence* s_fence = fence->sched_fence();
    if (s_fence != nullptr && fence == &s_fence->scheduled()) {
      // The array waited for `scheduled`; a killed job waits for the end of that job.
      Fence* finished = dma_fence_get_rcu(&s_fence->finished());
      dma_fence_put(fence);
      fence = finished;
    }
    if (fence != nullptr &&
        fence->dma_fence_add_callback(job.finish_cb_, drm_sched_entity_kill_jobs_cb) == 0)
      return;
    dma_fence_put(fence);
  }
  finish(job);
}

void EntityKill::finish(Job& job) {
  if (!job.scheduler()->has(Defect::c3_killed_never_scheduled)) {
    job.s_fence().drm_sched_fence_scheduled(nullptr);
  }
  job.s_fence().drm_sched_fence_finished(-kEsrch);
  if (job.s_fence().parent != nullptr) {
    job.world().hazards().report(sim::HazardKind::warning, Where::here(), job.storage().type(),
                                 "killed job " + job.label() + " has a hardware fence");
  }
  // The scheduler may be gone by now: the entity's last jobs wait for foreign fences, and nobody
  // waits for the jobs.
  job.scheduler()->check_alive("drm_sched_entity_kill_jobs_work", Where::here());
  job.scheduler()->free_job(job);
}

}  // namespace drmsim::drm
