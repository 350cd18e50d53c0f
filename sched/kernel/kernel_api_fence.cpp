// The functions of KernelApi on fences, and the operations of drivers' fences.
#include <cstring>
#include <string>

#include <fmt/format.h>

#include "sched/kernel/kernel_api.h"
#include "sched/kernel/kernel_block.h"
#include "sim/assert.h"
#include "sim/object_arena.h"
#include "sim/signalling_section.h"

namespace drmsim::kernel {

using drm::Fence;
using drm::FenceCb;
using drm::FenceMemory;
using sim::Where;

namespace {

// The beginning of struct dma_fence_cb.
struct ListNode {
  ListNode* next;
  ListNode* prev;
};

void unlink_callback(FenceCb& cb) {
  auto& node = *static_cast<ListNode*>(cb.bytes());
  if (node.next == nullptr || node.next == &node) return;
  node.prev->next = node.next;
  node.next->prev = node.prev;
  node.next = node.prev = &node;
}

void call_back(dma_fence* fence, dma_fence_cb* bytes) {
  FenceCb& cb = FenceCb::of(bytes);
  cb.function()(*handle(fence), cb);
}

}  // namespace

// References are noted under the driver's function. The note is made before anything else happens.
class KernelApi::Caller {
 public:
  Caller(const KernelApi& api, Where where)
      : slot_(*api.kernel().caller),
        here_{where.file_name().data(), where.function(), where.line()} {
    slot_ = &here_;
  }
  ~Caller() { slot_ = nullptr; }
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

 private:
  const drmsim_where*& slot_;
  drmsim_where here_;
};

Fence& KernelApi::dma_fence_init(FenceMemory& memory, drm::FenceOps& ops, sim::SpinLock& lock,
                                 std::uint64_t context, std::uint64_t seqno, Where where) {
  return init_fence(memory, ops, &lock, context, seqno, where);
}

Fence& KernelApi::dma_fence_init(FenceMemory& memory, drm::FenceOps& ops, std::uint64_t context,
                                 std::uint64_t seqno, Where where) {
  DRMSIM_ASSERT(has_independent_fences(), "asked before");
  return init_fence(memory, ops, nullptr, context, seqno, where);
}

Fence& KernelApi::init_fence(FenceMemory& memory, drm::FenceOps& ops, sim::SpinLock* lock,
                             std::uint64_t context, std::uint64_t seqno, Where where) {
  dma_fence* fence = kernel_of(memory.fence());
  const bool again = memory.initialised();
  if (over()) return memory.fence();
  if (again && kernel().fence_references(fence) > 0) {
    const unsigned references = kernel().fence_references(fence);
    memory.storage().note("initialised again", where, static_cast<int>(references));
    world_.hazards().fatal(
        sim::HazardKind::fence_reinitialised, where, memory.storage(),
        world_.describe("dma_fence_init of " + label(memory.fence()), where) +
            fmt::format(": {} reference(s) to it are still held; waiters lose their callbacks and "
                        "a published sequence number changes",
                        references));
    return memory.fence();
  }
  if (!again) std::memset(memory.bytes(), 0, drm::kFenceBytes);
  memory.initialise(ops, nullptr);
  kernel().dma_fence_init(fence, host_.lock_for_kernel(lock), context, seqno,
                          ops.use_64bit_seqno() ? 1 : 0, ops.has_release() ? 1 : 0);
  memory.storage().note("dma_fence_init", where, 1);
  return memory.fence();
}

Fence* KernelApi::dma_fence_get(Fence* fence, Where where) {
  if (fence == nullptr || over()) return fence;
  const Caller caller(*this, where);
  return handle(kernel().dma_fence_get(kernel_of(fence)));
}

void KernelApi::dma_fence_put(Fence* fence, Where where) {
  if (fence == nullptr || over()) return;
  const Caller caller(*this, where);
  kernel().dma_fence_put(kernel_of(fence));
}

Fence* KernelApi::dma_fence_get_rcu(Fence* fence, Where where) {
  if (fence == nullptr || over()) return fence;
  const Caller caller(*this, where);
  return handle(kernel().dma_fence_get_rcu(kernel_of(fence)));
}

int KernelApi::dma_fence_signal(Fence& fence, Where where) {
  if (over()) return 0;
  world_.order().provide(world_.cpu().current(), sim::OrderKind::fence, sim::LockOrder::kFence,
                         where);
  const sim::SignallingSection section(world_);
  return kernel().dma_fence_signal(kernel_of(fence));
}

int KernelApi::dma_fence_signal_locked(Fence& fence, Where where) {
  if (over()) return 0;
  world_.order().provide(world_.cpu().current(), sim::OrderKind::fence, sim::LockOrder::kFence,
                         where);
  return kernel().dma_fence_signal_locked(kernel_of(fence));
}

void KernelApi::dma_fence_set_error(Fence& fence, int error, Where) {
  if (!over()) kernel().dma_fence_set_error(kernel_of(fence), error);
}

bool KernelApi::dma_fence_is_signaled(Fence& fence, Where) {
  return over() || kernel().dma_fence_is_signaled(kernel_of(fence)) != 0;
}

int KernelApi::dma_fence_get_status(Fence& fence, Where) {
  return over() ? 0 : kernel().dma_fence_get_status(kernel_of(fence));
}

void KernelApi::dma_fence_enable_sw_signaling(Fence& fence, Where) {
  if (!over()) kernel().dma_fence_enable_sw_signaling(kernel_of(fence));
}

void KernelApi::dma_fence_set_deadline(Fence& fence, sim::TimeNs deadline_ns, Where) {
  if (over()) return;
  kernel().dma_fence_set_deadline(kernel_of(fence), static_cast<long long>(deadline_ns));
}

int KernelApi::dma_fence_add_callback(Fence& fence, FenceCb& cb, FenceCb::Function function,
                                      Where where) {
  if (over()) return -drm::kEnoent;
  auto* bytes = static_cast<ListNode*>(cb.bytes());
  if (bytes->next != nullptr && bytes->next != bytes) {
    world_.hazards().fatal(sim::HazardKind::contract, where, "dma_fence_cb",
                           world_.describe("dma_fence_add_callback on " + label(fence), where) +
                               ": this callback is registered already");
    return -drm::kEinval;
  }
  cb.initialise(function, unlink_callback);
  return kernel().dma_fence_add_callback(kernel_of(fence), static_cast<dma_fence_cb*>(cb.bytes()),
                                         call_back);
}

bool KernelApi::dma_fence_remove_callback(Fence& fence, FenceCb& cb, Where) {
  if (over() || !cb.initialised()) return false;
  return kernel().dma_fence_remove_callback(kernel_of(fence),
                                            static_cast<dma_fence_cb*>(cb.bytes())) != 0;
}

bool KernelApi::dma_fence_wait_timeout(Fence& fence, sim::TimeNs timeout_ns, Where where) {
  if (over()) return false;
  if (timeout_ns == sim::kForever) {
    world_.order().want(world_.cpu().current(), sim::OrderKind::fence, sim::LockOrder::kFence,
                        where);
  }
  return kernel().dma_fence_wait_timeout(kernel_of(fence), host_.jiffies(timeout_ns)) > 0;
}

bool KernelApi::dma_fence_is_later(const Fence& a, const Fence& b) {
  return kernel().dma_fence_is_later(const_cast<dma_fence*>(kernel_of(a)),
                                     const_cast<dma_fence*>(kernel_of(b))) != 0;
}

// --- Fields ---

std::uint64_t KernelApi::context(const Fence& fence) const {
  return kernel().fence_context(kernel_of(fence));
}
std::uint64_t KernelApi::seqno(const Fence& fence) const {
  return kernel().fence_seqno(kernel_of(fence));
}
int KernelApi::error(const Fence& fence) const {
  return kernel().fence_error(kernel_of(fence));
}
bool KernelApi::test_signaled(const Fence& fence) const {
  return kernel().fence_test_signaled(kernel_of(fence)) != 0;
}
sim::TimeNs KernelApi::timestamp_ns(const Fence& fence) const {
  return static_cast<sim::TimeNs>(kernel().fence_timestamp(kernel_of(fence)));
}
unsigned KernelApi::references(const Fence& fence) const {
  return kernel().fence_references(kernel_of(fence));
}

std::string KernelApi::label(const Fence& fence) const {
  auto* kernel_fence = const_cast<dma_fence*>(kernel_of(fence));
  drm_sched_fence* s_fence = kernel().to_drm_sched_fence(kernel_fence);
  const char* role = s_fence == nullptr ? FenceMemory::of(const_cast<Fence&>(fence)).ops().role()
                     : kernel().finished(s_fence) == kernel_fence ? "finished"
                                                                  : "scheduled";
  return fmt::format("{} {} {}:{}", role, kernel().fence_timeline_name(kernel_fence),
                     context(fence), seqno(fence));
}

std::string KernelApi::dma_fence_timeline_name(Fence& fence, Where where) {
  if (over()) return {};
  const Caller caller(*this, where);
  return kernel().fence_timeline_name(kernel_of(fence));
}

Fence* KernelApi::to_scheduled(Fence& fence) {
  drm_sched_fence* s_fence = kernel().to_drm_sched_fence(kernel_of(fence));
  return s_fence == nullptr ? nullptr : handle(kernel().scheduled(s_fence));
}

sim::JobTag KernelApi::job_of(const Fence& fence) const {
  auto* kernel_fence = const_cast<dma_fence*>(kernel_of(fence));
  drm_sched_fence* s_fence = kernel().to_drm_sched_fence(kernel_fence);
  const KernelBlock* block = s_fence == nullptr ? nullptr : KernelBlock::find(s_fence);
  return block == nullptr ? sim::JobTag{} : block->job;
}

// --- dma_fence_ops ---

const char* KernelApi::fence_driver_name(dma_fence* fence) {
  return FenceMemory::of(*handle(fence)).ops().driver_name();
}

const char* KernelApi::fence_timeline_name(dma_fence* fence) {
  const std::string name = FenceMemory::of(*handle(fence)).ops().timeline_name();
  return world_.names().text(world_.intern(name)).c_str();
}

bool KernelApi::fence_enable_signaling(dma_fence* fence) {
  const int error_before = kernel().fence_error(fence);
  const bool enabled = FenceMemory::of(*handle(fence)).ops().enable_signaling();
  if (enabled && kernel().fence_error(fence) != error_before) {
    drm::report_error_of_enabled(world_, label(*handle(fence)));
  }
  return enabled;
}

bool KernelApi::fence_signaled(dma_fence* fence) {
  return FenceMemory::of(*handle(fence)).ops().signaled();
}

void KernelApi::fence_release(dma_fence* fence) {
  FenceMemory::of(*handle(fence)).ops().release();
}

void KernelApi::fence_set_deadline(dma_fence* fence, sim::TimeNs deadline_ns) {
  FenceMemory::of(*handle(fence)).ops().set_deadline(deadline_ns);
}

void KernelApi::trace_signaled(dma_fence* fence, drm_sched_fence* s_fence, bool is_finished,
                               int error, Where where) {
  sim::Tracked* object =
      sim::ObjectArena::of_this_thread().object_at(reinterpret_cast<std::uintptr_t>(fence));
  if (object != nullptr) {
    object->note("dma_fence_signal", where, static_cast<int>(kernel().fence_references(fence)));
  }
  if (s_fence == nullptr) return;
  const KernelBlock* block = KernelBlock::find(s_fence);
  if (block == nullptr) return;
  if (is_finished) {
    world_.log().emit(sim::EventKind::finished, block->job, block->scheduler, error);
  } else {
    world_.log().emit(sim::EventKind::scheduled, block->job, block->scheduler);
  }
}

// Who waits here, the scheduler or one of its users, is told what for when somebody asks why it
// hangs.
void KernelApi::trace_wait(drm_sched_fence* s_fence, bool begins) {
  HostTask& task = host_.tasks().current();
  task.waits_for = 0;
  if (!begins) return;
  const KernelBlock* block = s_fence == nullptr ? nullptr : KernelBlock::find(s_fence);
  task.waits_for = block != nullptr ? block->job.name : world_.intern("hardware fence");
}

}  // namespace drmsim::kernel
