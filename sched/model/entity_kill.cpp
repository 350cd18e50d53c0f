#include "sched/model/entity_kill.h"

#include <utility>

#include "sched/api/errno_codes.h"
#include "sched/model/backend_ops.h"
#include "sched/model/entity.h"
#include "sched/model/run_queue.h"
#include "sched/model/sched_fence.h"
#include "sched/model/scheduler.h"

namespace drmsim::sched {

using sim::Where;

void EntityKill::stop(Entity& entity, Where where) {
  const bool in_flush =
      entity.run_queue_ != nullptr && entity.scheduler()->semantics().entity_killed_by_fini;
  const char* function = in_flush ? "drm_sched_entity_flush" : "drm_sched_entity_kill";
  const sim::SpinGuard guard(entity.lock_, Where::in(function));
  entity.stopped_ = true;
  // Without one it is on none, and nothing is asked of it.
  if (entity.run_queue_ != nullptr) entity.run_queue_->remove(entity, where);
}

void EntityKill::kill(Entity& entity, Where where) {
  if (entity.run_queue_ == nullptr && entity.looks_at_run_queue()) return;
  stop(entity, where);
  entity.entity_idle.wait(where);

  entity.world_.read_point(Where::in("drm_sched_entity_kill"));  // last_scheduled
  DmaFence* previous = dma_fence_get(entity.last_scheduled_, where);
  while (Job* job = entity.queue_.pop()) {
    DmaFence* finished = dma_fence_get(&job->s_fence().finished(), where);
    if (previous == nullptr || previous->add_callback(job->finish_cb_, wait_ended, where) != 0) {
      if (!job->scheduler()->semantics().kill_leaks_last_scheduled) dma_fence_put(previous, where);
      queue_next_step(*job);
    }
    previous = finished;
  }
  dma_fence_put(previous, where);
}

void EntityKill::kill_at_fini(Entity& entity, Where where) {
  entity.run_queue_->remove(entity, where);
  if (entity.queue_.count() == 0) return;
  entity.entity_idle.wait(where);
  entity.drop_dependency(where);
  kill_queued(entity, where);
}

// What the head of the queue was waiting for is not waited for any more.
void EntityKill::kill_queued(Entity& entity, Where where) {
  while (Job* job = entity.queue_.pop()) {
    while (DmaFence* dependency = entity.next_dependency(*job)) {
      dependency->wait(sim::kForever, where);
      dma_fence_put(dependency, where);
    }
    job->s_fence().signal_scheduled(nullptr);
    job->s_fence().finished().set_error(-kEsrch, where);
    DmaFence* last = dma_fence_get(entity.last_scheduled_, where);
    if (last != nullptr && last->add_callback(job->finish_cb_, wait_ended, where) == 0) continue;
    if (!job->scheduler()->semantics().kill_leaks_last_scheduled) dma_fence_put(last, where);
    queue_next_step(*job);
  }
}

void EntityKill::wait_ended(DmaFence& fence, DmaFenceCb& cb) {
  Job& job = static_cast<Job::Cb&>(cb).job;
  dma_fence_put(&fence);
  if (job.scheduler()->semantics().kill_frees_in_callback) return next_step(&job);
  queue_next_step(job);
}

// Freeing a job may sleep and takes locks, so it is not done in the signaller's context.
void EntityKill::queue_next_step(Job& job) {
  if (job.kill_work_ == nullptr) {
    job.kill_work_ = std::make_unique<sim::Work>(job.world(), "kill:" + job.scheduler()->name(),
                                                 "kill", next_step, &job);
  }
  job.scheduler()->check_alive("drm_sched_entity_kill_jobs_cb", Where::here());
  job.scheduler()->system_workqueue().queue(*job.kill_work_);
}

void EntityKill::next_step(void* owner) {
  Job& job = *static_cast<Job*>(owner);
  job.check_alive("drm_sched_entity_kill_jobs_work", Where::here());
  for (DmaFence*& slot : job.dependencies_) {
    if (slot == nullptr) continue;
    DmaFence* fence = std::exchange(slot, nullptr);
    SchedFence* s_fence = fence->sched_fence();
    if (s_fence != nullptr && fence == &s_fence->scheduled()) {
      // The array waited for `scheduled`; a killed job waits for the end of that job.
      DmaFence* finished = dma_fence_get_rcu(&s_fence->finished());
      dma_fence_put(fence);
      fence = finished;
    }
    if (fence != nullptr && fence->add_callback(job.finish_cb_, wait_ended) == 0) return;
    dma_fence_put(fence);
  }
  finish(job);
}

void EntityKill::finish(Job& job) {
  const Semantics& semantics = job.scheduler()->semantics();
  if (!semantics.kill_skips_scheduled) job.s_fence().signal_scheduled(nullptr);
  // The error has been set already where the queue was emptied by fini.
  job.s_fence().signal_finished(semantics.entity_killed_by_fini ? 0 : -kEsrch);
  if (job.s_fence().parent != nullptr) {
    job.world().hazards().report(sim::HazardKind::warning, Where::here(), job.storage().type(),
                                 "killed job " + job.label() + " has a hardware fence");
  }
  // The scheduler may be gone by now: the entity's last jobs wait for foreign fences, and nobody
  // waits for the jobs.
  job.scheduler()->check_alive("drm_sched_entity_kill_jobs_work", Where::here());
  job.scheduler()->free_job(job);
}

}  // namespace drmsim::sched
