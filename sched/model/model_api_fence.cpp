// The functions of ModelApi on fences.
#include "sched/model/model_api.h"
#include "sched/model/model_fence.h"
#include "sched/model/sched_fence.h"
#include "sim/world.h"

namespace drmsim::drm {
namespace {

// A driver does it, as it has to; what asks whether a fence has signalled does it only now and
// then.
void note_signalled(Fence& fence, sim::Where where) {
  sim::World& world = fence.world();
  world.order().provide(world.cpu().current(), sim::OrderKind::fence, sim::LockOrder::kFence,
                        where);
}

}  // namespace

Fence& ModelApi::dma_fence_init(FenceMemory& memory, FenceOps& ops, sim::SpinLock& lock,
                                std::uint64_t context, std::uint64_t seqno, Where where) {
  if (!memory.initialised()) ModelFence::make(memory, ops);
  memory.fence().init(lock, context, seqno, where);
  return memory.fence();
}

Fence& ModelApi::dma_fence_init(FenceMemory& memory, FenceOps& ops, std::uint64_t context,
                                std::uint64_t seqno, Where where) {
  if (!memory.initialised()) ModelFence::make(memory, ops);
  memory.fence().init(context, seqno, where);
  return memory.fence();
}

Fence* ModelApi::dma_fence_get(Fence* fence, Where where) {
  return drm::dma_fence_get(fence, where);
}

void ModelApi::dma_fence_put(Fence* fence, Where where) {
  drm::dma_fence_put(fence, where);
}

Fence* ModelApi::dma_fence_get_rcu(Fence* fence, Where where) {
  return drm::dma_fence_get_rcu(fence, where);
}

int ModelApi::dma_fence_signal(Fence& fence, Where where) {
  note_signalled(fence, where);
  return fence.signal(where);
}

int ModelApi::dma_fence_signal_locked(Fence& fence, Where where) {
  note_signalled(fence, where);
  return fence.signal_locked(where);
}

void ModelApi::dma_fence_set_error(Fence& fence, int error, Where where) {
  fence.set_error(error, where);
}

bool ModelApi::dma_fence_is_signaled(Fence& fence, Where where) {
  return fence.is_signaled(where);
}

int ModelApi::dma_fence_get_status(Fence& fence, Where where) {
  return fence.status(where);
}

void ModelApi::dma_fence_enable_sw_signaling(Fence& fence, Where where) {
  fence.enable_sw_signaling(where);
}

void ModelApi::dma_fence_set_deadline(Fence& fence, sim::TimeNs deadline_ns, Where where) {
  drm::dma_fence_set_deadline(fence, deadline_ns, where);
}

int ModelApi::dma_fence_add_callback(Fence& fence, FenceCb& cb, FenceCb::Function function,
                                     Where where) {
  return fence.add_callback(ModelFenceCb::of(cb, function), ModelFenceCb::call, where);
}

bool ModelApi::dma_fence_remove_callback(Fence& fence, FenceCb& cb, Where where) {
  return fence.remove_callback(ModelFenceCb::of(cb, cb.function()), where);
}

bool ModelApi::dma_fence_wait_timeout(Fence& fence, sim::TimeNs timeout_ns, Where where) {
  if (timeout_ns == sim::kForever) {
    sim::World& world = fence.world();
    world.order().want(world.cpu().current(), sim::OrderKind::fence, sim::LockOrder::kFence, where);
  }
  return fence.wait(timeout_ns, where);
}

bool ModelApi::dma_fence_is_later(const Fence& a, const Fence& b) {
  return a.is_later_than(b);
}

std::uint64_t ModelApi::context(const Fence& fence) const {
  return fence.context();
}
std::uint64_t ModelApi::seqno(const Fence& fence) const {
  return fence.seqno();
}
int ModelApi::error(const Fence& fence) const {
  return fence.error();
}
bool ModelApi::test_signaled(const Fence& fence) const {
  return fence.test_signaled();
}
sim::TimeNs ModelApi::timestamp_ns(const Fence& fence) const {
  return fence.timestamp_ns();
}
unsigned ModelApi::references(const Fence& fence) const {
  return static_cast<unsigned>(fence.references());
}
std::string ModelApi::label(const Fence& fence) const {
  return fence.label();
}
std::string ModelApi::dma_fence_timeline_name(Fence& fence, Where where) {
  return drm::dma_fence_timeline_name(fence, where);
}

Fence* ModelApi::to_scheduled(Fence& fence) {
  drm::SchedFence* s_fence = fence.sched_fence();
  return s_fence == nullptr ? nullptr : &s_fence->scheduled();
}

sim::JobTag ModelApi::job_of(const Fence& fence) const {
  drm::SchedFence* s_fence = const_cast<Fence&>(fence).sched_fence();
  return s_fence == nullptr ? sim::JobTag{} : s_fence->job();
}

}  // namespace drmsim::drm
