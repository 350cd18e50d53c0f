// struct dma_fence: a promise that some work will be done, that anybody may wait for.
//
// Intuition: a one-way switch with a list of people to call when it flips. Mechanism: reference
// counted; signalled once, under the fence's lock, interrupts off; callbacks run there, in whatever
// context signals. An error can be set only before. Fences of one context signal in the order of
// their numbers. Every breach is a hazard with the life of the memory that holds the fence
// (sim/tracked.h). Source of all rules: drivers/dma-buf/dma-fence.c, include/linux/dma-fence.h
// (Linux 7.3). Functions may be called in any context unless they say otherwise.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <boost/intrusive/list.hpp>

#include "sched/api/drm_fence_ops.h"
#include "sim/spinlock.h"
#include "sim/time.h"
#include "sim/tracked.h"
#include "sim/where.h"

namespace drmsim::drm {

class Fence;
class SchedFence;

// struct dma_fence_cb. Embed it (or derive) in what has to be found again in the callback.
// Registered on one fence at a time; its owner holds a reference of that fence meanwhile.
struct DmaFenceCb
    : boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
  using Function = void (*)(Fence& fence, DmaFenceCb& cb);
  Function function = nullptr;  // called with the fence's lock held: must not sleep
};

class Fence {
 public:
  // storage: the tracked memory that the fence lives in (itself, or the job that embeds it).
  // role: what ops.role() says. s_fence: of a scheduler's fence, what it is a part of.
  Fence(sim::Tracked& storage, FenceOps& ops, const char* role, SchedFence* s_fence = nullptr)
      : storage_(storage), ops_(ops), role_(role), s_fence_(s_fence) {}
  ~Fence();
  Fence(const Fence&) = delete;
  Fence& operator=(const Fence&) = delete;

  // One reference, unsignalled. On a fence that somebody still holds, this is fence_reinitialised:
  // their callbacks are lost, their order is broken.
  void dma_fence_init(sim::SpinLock& lock, std::uint64_t context, std::uint64_t seqno,
                      sim::Where where = sim::Where::here());

  // The same, with a lock of its own.
  void dma_fence_init(std::uint64_t context, std::uint64_t seqno,
                      sim::Where where = sim::Where::here());

  std::uint64_t context() const { return context_; }
  std::uint64_t seqno() const { return seqno_; }
  int error() const { return error_; }                                           // 0 or -errno
  sim::TimeNs timestamp_ns() const { return timestamp_ns_; }                     // of signalling
  void set_timestamp_ns(sim::TimeNs ns, sim::Where where = sim::Where::here());  // has_timestamp()
  bool has_timestamp() const { return signaled_; }
  int references() const { return references_; }
  bool test_signaled() const { return signaled_; }  // the bit alone, without asking the driver
  bool knows_driver() const { return !signaled_ || ops_.has_release(); }  // fence->ops != NULL
  sim::Tracked& storage() const { return storage_; }
  sim::World& world() const { return storage_.world(); }
  std::string label() const;  // "hardware fence gfx 5:17"

  // Returns 0, or -EINVAL if it was signalled already, which is no error of the caller by itself.
  int dma_fence_signal(sim::Where where = sim::Where::here());
  int dma_fence_signal_locked(sim::Where where = sim::Where::here());  // fence lock held
  // < 0; only before signalling.
  void dma_fence_set_error(int error, sim::Where where = sim::Where::here());
  // May ask the driver, and then signals.
  bool dma_fence_is_signaled(sim::Where where = sim::Where::here());
  // 0 unsignalled, 1 signalled, < 0 error.
  int dma_fence_get_status(sim::Where where = sim::Where::here());

  // -ENOENT if already signalled (the callback will not be called), else 0. enable_signaling first.
  int dma_fence_add_callback(DmaFenceCb& cb, DmaFenceCb::Function function,
                             sim::Where where = sim::Where::here());
  // Whether it was still registered. For recovery after a lockup only, with a reference held.
  bool dma_fence_remove_callback(DmaFenceCb& cb, sim::Where where = sim::Where::here());
  void dma_fence_enable_sw_signaling(sim::Where where = sim::Where::here());

  // dma_fence_wait_timeout: whether it signalled in time. May sleep; the caller holds a reference.
  // Enables signalling, but does not ask the driver. Waiters are called before callbacks, the
  // latest first.
  bool dma_fence_wait_timeout(sim::TimeNs timeout_ns = sim::kForever,
                              sim::Where where = sim::Where::here());

  // dma_fence_is_later: whether this comes after the other one, which must be of the same context.
  bool dma_fence_is_later(const Fence& other) const;

  FenceOps& ops() const { return ops_; }
  // to_drm_sched_fence(): the scheduler fence that this is a part of, or null.
  SchedFence* sched_fence() const { return s_fence_; }

 private:
  friend Fence* dma_fence_get(Fence* fence, sim::Where where);
  friend void dma_fence_put(Fence* fence, sim::Where where);
  using Callbacks = boost::intrusive::list<DmaFenceCb, boost::intrusive::constant_time_size<false>>;

  void check_alive(const char* what, sim::Where where) const { storage_.check_alive(what, where); }
  bool enable_signaling_locked(sim::Where where);
  bool start_waiting(DmaFenceCb& cb, DmaFenceCb::Function function);
  sim::NameId waited_for();
  void last_reference_gone(sim::Where where);

  sim::Tracked& storage_;
  FenceOps& ops_;
  const char* role_;  // "hardware fence", "finished", "scheduled"
  SchedFence* s_fence_;
  sim::SpinLock* lock_ = nullptr;
  std::unique_ptr<sim::SpinLock> own_lock_;  // inline_lock
  std::uint64_t context_ = 0;
  std::uint64_t seqno_ = 0;
  int references_ = 0;
  int error_ = 0;
  bool signaled_ = false;
  bool signaling_enabled_ = false;
  bool taking_callbacks_ = false;  // being signalled, the callbacks are still on the list
  sim::TimeNs timestamp_ns_ = 0;
  Callbacks callbacks_;
};

// dma_fence_get, dma_fence_put; both accept null. get returns its argument.
Fence* dma_fence_get(Fence* fence, sim::Where where = sim::Where::here());
void dma_fence_put(Fence* fence, sim::Where where = sim::Where::here());
// dma_fence_get_rcu: null if the last reference has gone already.
Fence* dma_fence_get_rcu(Fence* fence, sim::Where where = sim::Where::here());
// dma_fence_timeline_name: what a user of the fence shows. Of a scheduler's fence it may be the
// scheduler that knows it (D5).
std::string dma_fence_timeline_name(Fence& fence, sim::Where where = sim::Where::here());
// dma_fence_set_deadline: a hint; nothing happens if the fence has signalled.
void dma_fence_set_deadline(Fence& fence, sim::TimeNs deadline_ns,
                            sim::Where where = sim::Where::here());

}  // namespace drmsim::drm
