#include "sched/job.h"

#include "sched/entity.h"
#include "sched/sched_fence.h"
#include "sched/scheduler.h"
#include "sim/assert.h"
#include "sim/world.h"

namespace drmsim::sched {

using sim::HazardKind;
using sim::Where;

Job::Job(Entity& entity, std::uint32_t credits, sim::JobTag tag, Where where)
    : Tracked(entity.world(), "drm_sched_job", where),
      entity_(&entity),
      tag_(tag),
      credits_(credits),
      cb_(*this),
      finish_cb_(*this) {
  if (entity.run_queue() == nullptr || credits == 0) return;
  world().memory().check_allocation(sim::Gfp::kernel, "drm_sched_job_init", where);
  s_fence_ = new SchedFence(world(), tag, where);
}

Job::~Job() = default;

std::string Job::label() const { return world().names().text(tag_); }

DmaFence& Job::finished() const { return s_fence_->finished(); }
DmaFence& Job::scheduled() const { return s_fence_->scheduled(); }

void Job::add_dependency(DmaFence* fence, Where where) {
  check_alive("drm_sched_job_add_dependency", where);
  if (fence == nullptr) return;
  for (DmaFence*& known : dependencies_) {
    if (known->context() != fence->context()) continue;
    // Fences of one context signal in order, so waiting for the later one is waiting for both.
    if (fence->is_later_than(*known)) std::swap(known, fence);
    dma_fence_put(fence, where);
    return;
  }
  dependencies_.push_back(fence);
}

void Job::arm(Where where) {
  check_alive("drm_sched_job_arm", where);
  DRMSIM_ASSERT(usable(), "only an initialised job is armed");
  entity_->select_run_queue();
  if (entity_->run_queue() == nullptr) {
    world().hazards().fatal(HazardKind::contract,
                            world().describe("drm_sched_job_arm of " + label(), where) +
                                ": no scheduler of the entity is ready; the kernel dereferences NULL");
    return;
  }
  scheduler_ = entity_->scheduler();
  priority_ = entity_->priority();
  id_ = scheduler_->next_job_id();
  s_fence_->arm(*entity_, where);
  note("armed", where);
}

void Job::cleanup(Where where) {
  check_alive("drm_sched_job_cleanup", where);
  if (s_fence_->finished().references() > 0) {
    dma_fence_put(&s_fence_->finished(), where);
  } else {
    world().memory().free(*s_fence_, where);  // never armed: nobody else has seen it
  }
  s_fence_ = nullptr;
  for (DmaFence* fence : dependencies_) dma_fence_put(fence, where);
  dependencies_.clear();
}

}  // namespace drmsim::sched
