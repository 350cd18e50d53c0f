#include "sched/model/model_api.h"

#include <new>
#include <utility>

#include "sched/api/errno_codes.h"
#include "sim/assert.h"

namespace drmsim::drm {
namespace {

[[gnu::cold]] void report_pushed_before(const Job& job, Where where) {
  job.check_alive("drm_sched_entity_push_job", where);
  sim::World& world = job.world();
  world.hazards().fatal(sim::HazardKind::contract, where, job.storage(),
                        world.describe("drm_sched_entity_push_job of " + job.label(), where) +
                            ": it was pushed and has run before; the kernel dereferences NULL");
}

// A driver does it, as it has to; what asks whether a fence has signalled does it only now and
// then.
void note_signalled(Fence& fence, sim::Where where) {
  sim::World& world = fence.world();
  world.order().provide(world.cpu().current(), sim::OrderKind::fence, sim::LockOrder::kFence,
                        where);
}

// Makes the fence when it is initialised first; the memory's destructor destroys it.
Fence& fence_in(FenceMemory& memory, FenceOps& ops) {
  static_assert(sizeof(Fence) <= kFenceBytes && alignof(Fence) <= kMemoryAlignment);
  if (!memory.initialised()) {
    new (memory.bytes()) Fence(memory.storage(), ops, ops.role());
    memory.initialise(ops, [](FenceMemory& gone) { gone.fence().~Fence(); });
  }
  return memory.fence();
}

// A driver's callback: the model's, in the callback's bytes. Makes it when it is used first.
DmaFenceCb& callback_in(FenceCb& cb, FenceCb::Function function) {
  static_assert(sizeof(DmaFenceCb) <= FenceCb::kBytes && alignof(DmaFenceCb) <= kMemoryAlignment);
  auto* inner = static_cast<DmaFenceCb*>(cb.bytes());
  if (!cb.initialised()) inner = new (cb.bytes()) DmaFenceCb;
  cb.initialise(function, [](FenceCb& gone) {
    static_cast<DmaFenceCb*>(gone.bytes())->~DmaFenceCb();  // leaves the fence's list
  });
  return *inner;
}

void call_driver(Fence& fence, DmaFenceCb& cb) {
  FenceCb& outer = FenceCb::of(&cb);
  outer.function()(fence, outer);
}

}  // namespace

ModelApi::ModelApi(const ApiContext& context) : context_(context), rules_(context.world) {
  if (context.model == nullptr) return;
  release_ = context.model->release;
  if (context.model->policies != nullptr) policies_ = context.model->policies;
}

// --- Fences ---

Fence& ModelApi::dma_fence_init(FenceMemory& memory, FenceOps& ops, sim::SpinLock& lock,
                                std::uint64_t context, std::uint64_t seqno, Where where) {
  Fence& fence = fence_in(memory, ops);
  fence.dma_fence_init(lock, context, seqno, where);
  return fence;
}

Fence& ModelApi::dma_fence_init(FenceMemory& memory, FenceOps& ops, std::uint64_t context,
                                std::uint64_t seqno, Where where) {
  Fence& fence = fence_in(memory, ops);
  fence.dma_fence_init(context, seqno, where);
  return fence;
}

int ModelApi::dma_fence_signal(Fence& fence, Where where) {
  note_signalled(fence, where);
  return fence.dma_fence_signal(where);
}

int ModelApi::dma_fence_signal_locked(Fence& fence, Where where) {
  note_signalled(fence, where);
  return fence.dma_fence_signal_locked(where);
}

int ModelApi::dma_fence_add_callback(Fence& fence, FenceCb& cb, FenceCb::Function function,
                                     Where where) {
  return fence.dma_fence_add_callback(callback_in(cb, function), call_driver, where);
}

bool ModelApi::dma_fence_remove_callback(Fence& fence, FenceCb& cb, Where where) {
  return fence.dma_fence_remove_callback(callback_in(cb, cb.function()), where);
}

bool ModelApi::dma_fence_wait_timeout(Fence& fence, sim::TimeNs timeout_ns, Where where) {
  if (timeout_ns == sim::kForever) {
    sim::World& world = fence.world();
    world.order().want(world.cpu().current(), sim::OrderKind::fence, sim::LockOrder::kFence, where);
  }
  return fence.dma_fence_wait_timeout(timeout_ns, where);
}

Fence* ModelApi::to_scheduled(Fence& fence) {
  SchedFence* s_fence = fence.sched_fence();
  return s_fence == nullptr ? nullptr : &s_fence->scheduled();
}

sim::JobTag ModelApi::job_of(const Fence& fence) const {
  const SchedFence* s_fence = fence.sched_fence();
  return s_fence == nullptr ? sim::JobTag{} : s_fence->job();
}

// --- Jobs ---

int ModelApi::drm_sched_job_init(JobMemory& memory, Entity& entity, std::uint32_t credits,
                                 sim::JobTag tag, Where where) {
  static_assert(sizeof(Job) <= kJobBytes && alignof(Job) <= kMemoryAlignment);
  const auto& job = *new (memory.bytes()) Job(memory.storage(), entity, credits, tag, where);
  memory.initialise(tag, [](JobMemory& gone) { gone.job().~Job(); });
  if (job.usable()) return 0;
  return credits == 0 ? -kEinval : -kEnoent;
}

void ModelApi::drm_sched_job_arm(Job& job, Where where) {
  job.drm_sched_job_arm(where);
  rules_.armed(entity(job));
}

void ModelApi::drm_sched_entity_push_job(Job& job, const Process& submitter, Where where) {
  Entity* entity = job.entity();
  if (entity == nullptr) return report_pushed_before(job, where);
  rules_.pushed(entity);
  entity->drm_sched_entity_push_job(job, submitter, where);
}

// --- Entities ---

void ModelApi::free_entity(Entity* entity) {
  rules_.freed(entity);
  if (entity == nullptr) return;
  if (context_.world.stopped()) {
    delete entity;
    return;
  }
  entity->check_off_run_queue();
  context_.world.memory().free(*entity);
}

void ModelApi::drm_sched_entity_modify_sched(Entity& entity,
                                             const std::vector<Scheduler*>& schedulers) {
  rules_.schedulers_modified(&entity, Where::here());
  entity.drm_sched_entity_modify_sched(schedulers);
}

// --- Schedulers ---

std::string ModelApi::refusal(const SchedulerArgs&) const {
  return "";
}

Scheduler* ModelApi::drm_sched_init(const SchedulerArgs& args, Where where) {
  const PolicyFactory* make_policy = policies_->find(args.policy, release());
  DRMSIM_ASSERT(make_policy != nullptr, "a policy that policies() lists");
  SchedulerParts parts;
  parts.policy = *make_policy;
  parts.system_wq = &context_.system_wq;
  parts.wakeup = context_.wakeup;
  parts.timer_rounding = context_.timer_rounding;
  parts.defects = release_.defects;
  parts.api = this;
  return make_scheduler(release(), context_.world, args, parts, where).release();
}

void ModelApi::free_scheduler(Scheduler* scheduler) {
  if (scheduler == nullptr) return;
  Scheduler& freed = *scheduler;
  if (freed.world().stopped()) {
    delete &freed;
  } else {
    freed.free();
  }
}

void ModelApi::drm_sched_for_each_pending_job(Scheduler& scheduler, const Entity* entity,
                                              const std::function<void(Job&)>& body, Where where) {
  scheduler.drm_sched_for_each_pending_job(
      [&](Job& job) {
        const Entity* of_job = job.entity();
        if (entity == nullptr || (of_job != nullptr && &*job.entity() == entity)) {
          body(job);
        }
      },
      where);
}

void ModelApi::drm_sched_increase_karma(Job& bad, Where where) {
  bad.check_alive(__func__, where);
  bad.scheduler()->drm_sched_increase_karma(bad);
}

void ModelApi::drm_sched_tdr_queue_imm(Scheduler& scheduler, Where) {
  scheduler.drm_sched_tdr_queue_imm();
}

sim::TimeNs ModelApi::drm_sched_suspend_timeout(Scheduler& scheduler, Where) {
  return scheduler.drm_sched_suspend_timeout();
}

void ModelApi::drm_sched_resume_timeout(Scheduler& scheduler, sim::TimeNs remaining_ns, Where) {
  scheduler.drm_sched_resume_timeout(remaining_ns);
}

}  // namespace drmsim::drm
