#include "sched/model/sched_fence.h"

#include "sched/model/entity.h"
#include "sched/model/scheduler.h"
#include "sim/world.h"

namespace drmsim::drm {

using sim::Where;

SchedFence::SchedFence(sim::World& world, sim::JobTag job, Where where)
    : Tracked(world, "drm_sched_fence", where), job_(job), lock_(world, "sched_fence.lock") {}

std::string SchedFence::label() const {
  return world().names().text(job_);
}

std::string SchedFence::Ops::timeline_name() const {
  return owner_.scheduler_ == nullptr ? "unarmed"
                                      : owner_.world().names().text(owner_.scheduler_name_);
}

// drm_sched_fence_get_timeline_name() reads fence->sched->name.
void SchedFence::check_named(const Fence& part, Where where) const {
  if (scheduler_ == nullptr || (part.test_signaled() && !asks_scheduler_)) return;
  scheduler_->check_alive("drm_sched_fence_get_timeline_name", where);
}

void SchedFence::drm_sched_fence_init(Entity& entity, Where where) {
  scheduler_ = entity.scheduler();
  scheduler_name_ = scheduler_->name_id();
  asks_scheduler_ = scheduler_->has(Defect::d5_fence_asks_scheduler);
  const std::uint64_t seqno = entity.next_fence_seqno();
  scheduled_.dma_fence_init(lock_, entity.fence_context(), seqno, where);
  finished_.dma_fence_init(lock_, entity.fence_context() + 1, seqno, where);
}

void SchedFence::drm_sched_fence_scheduled(Fence* new_parent, Where where) {
  // The parent first: whoever is woken by `scheduled` may look at it, to wait in hardware.
  if (new_parent != nullptr) {
    parent = dma_fence_get(new_parent, where);
    if (has_deadline_) dma_fence_set_deadline(*new_parent, deadline_ns_, where);
  }
  scheduled_.dma_fence_signal(where);
}

void SchedFence::drm_sched_fence_finished(int result, Where where) {
  if (result != 0) finished_.dma_fence_set_error(result, where);
  finished_.dma_fence_signal(where);
}

void SchedFence::set_deadline(sim::TimeNs deadline_ns) {
  {
    const sim::SpinIrqGuard guard(lock_, Where::in("drm_sched_fence_set_deadline_finished"));
    if (has_deadline_ && deadline_ns_ < deadline_ns) return;  // an earlier one stands
    deadline_ns_ = deadline_ns;
    has_deadline_ = true;
  }
  if (parent != nullptr) dma_fence_set_deadline(*parent, deadline_ns);
}

void SchedFence::OpsFinished::release() {
  dma_fence_put(&owner_.scheduled_);
}

void SchedFence::OpsScheduled::release() {
  dma_fence_put(owner_.parent);
  SchedFence* fence = &owner_;
  fence->world().rcu().call([fence] { fence->world().memory().free(*fence); });
}

std::string dma_fence_timeline_name(Fence& fence, Where where) {
  fence.storage().check_alive(__func__, where);
  const SchedFence* s_fence = fence.sched_fence();
  if (s_fence != nullptr) s_fence->check_named(fence, where);
  const bool answers_itself = s_fence != nullptr && fence.test_signaled() && !s_fence->asks();
  return answers_itself || !fence.knows_driver() ? "signaled-timeline"
                                                 : fence.ops().timeline_name();
}

}  // namespace drmsim::drm
