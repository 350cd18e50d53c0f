#include "sched/model/job.h"

#include <utility>

#include "sched/model/entity.h"
#include "sched/model/entity_stats.h"
#include "sched/model/run_queue.h"
#include "sched/model/sched_fence.h"
#include "sched/model/scheduler.h"
#include "sim/world.h"

namespace drmsim::drm {

using sim::HazardKind;
using sim::Where;

Job::Job(sim::Tracked& storage, Entity& entity, std::uint32_t credits, sim::JobTag tag, Where where)
    : storage_(storage),
      entity_(&entity),
      tag_(tag),
      credits_(credits),
      cb_(*this),
      finish_cb_(*this) {
  if (!entity.takes_jobs()) return;
  if (credits_ == 0) return;
  world().memory().check_allocation(sim::Gfp::kernel, "drm_sched_job_init", where);
  s_fence_ = new SchedFence(world(), tag, where);
}

Job::~Job() = default;

std::string Job::label() const {
  return world().names().text(tag_);
}

Fence& Job::finished() const {
  return s_fence().finished();
}
Fence& Job::scheduled() const {
  return s_fence().scheduled();
}

bool Job::drm_sched_job_is_signaled(Where where) const {
  check_alive(__func__, where);
  scheduler_->warn_unless_stopped(__func__, where);
  Fence* parent = s_fence().parent;
  return (parent != nullptr && parent->dma_fence_is_signaled(where)) ||
         finished().dma_fence_is_signaled(where);
}

void Job::report_no_fence() const {
  check_alive("the s_fence is read", Where::here());
  world().hazards().fatal(HazardKind::contract, Where::here(), storage_,
                          "job " + label() +
                              " is used before drm_sched_job_init() succeeded or after "
                              "drm_sched_job_cleanup(); the kernel dereferences NULL");
}

void Job::drm_sched_job_add_dependency(Fence* fence, Where where) {
  check_alive(__func__, where);
  if (fence == nullptr) return;
  fence->storage().check_alive(__func__, where);
  for (Fence*& known : dependencies_) {
    if (known->context() != fence->context()) continue;
    // Fences of one context signal in order, so waiting for the later one is waiting for both.
    if (fence->dma_fence_is_later(*known)) std::swap(known, fence);
    dma_fence_put(fence, where);
    return;
  }
  world().memory().check_allocation(sim::Gfp::kernel, __func__, where);
  dependencies_.push_back(fence);
}

void Job::drm_sched_job_arm(Where where) {
  check_alive(__func__, where);
  SchedFence& fence = s_fence();
  entity_->drm_sched_entity_select_rq();
  if (entity_->run_queue() == nullptr) {
    world().hazards().fatal(
        HazardKind::contract, where, storage_.type(),
        world().describe("drm_sched_job_arm of " + label(), where) +
            ": no scheduler of the entity is ready; the kernel dereferences NULL");
    return;
  }
  scheduler_ = entity_->scheduler();
  priority_ = entity_->priority();
  entity_stats_ = EntityStats::drm_sched_entity_stats_get(entity_->stats());
  fence.drm_sched_fence_init(*entity_, where);
  id_ = scheduler_->job_id(*this);
  note("armed", where);
}

// arm is the point of no return: who waits for the fences now waits for ever.
void Job::check_signalled(Where where) const {
  if (s_fence_->finished().test_signaled()) return;
  world().hazards().report(HazardKind::fence_never_signalled, where, *s_fence_,
                           world().describe("drm_sched_job_cleanup of " + label(), where) +
                               ": the job was armed and its finished fence has not signalled");
}

void Job::drm_sched_job_cleanup(Where where) {
  check_alive(__func__, where);
  SchedFence& fence = s_fence();
  if (fence.finished().references() > 0) {
    check_signalled(where);
    dma_fence_put(&fence.finished(), where);
    EntityStats::drm_sched_entity_stats_put(std::exchange(entity_stats_, nullptr));
  } else {
    world().memory().free(fence, where);  // never armed: nobody else has seen it
  }
  note(__func__, where);
  s_fence_ = nullptr;
  for (Fence* fence : dependencies_) dma_fence_put(fence, where);
  dependencies_.clear();
}

}  // namespace drmsim::drm
