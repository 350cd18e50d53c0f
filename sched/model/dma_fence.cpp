#include "sched/model/dma_fence.h"

#include <fmt/format.h>

#include "sched/api/errno_codes.h"
#include "sched/model/sched_fence.h"
#include "sim/signalling_section.h"
#include "sim/world.h"

namespace drmsim::drm {

using sim::HazardKind;
using sim::Where;

namespace {

constexpr int kMaxErrno = 4095;

// dma_fence_default_wait(): a callback that wakes the sleeper.
struct WaitCb : DmaFenceCb {
  sim::Cpu& cpu;
  sim::Context& sleeper;
  bool woken = false;
  WaitCb(sim::Cpu& c, sim::Context& s) : cpu(c), sleeper(s) {}
};

void wake_sleeper(Fence&, DmaFenceCb& cb) {
  auto& wait = static_cast<WaitCb&>(cb);
  wait.woken = true;
  wait.cpu.wake(wait.sleeper);
}

// Of a scheduler's fence; it has signalled now, its callbacks are not called yet.
void trace_dma_fence_signaled(const Fence& fence, SchedFence& s_fence) {
  sim::EventLog& log = fence.world().log();
  if (&fence == &s_fence.scheduled()) {
    log.emit(sim::EventKind::scheduled, s_fence.job(), s_fence.scheduler_name());
  } else {
    log.emit(sim::EventKind::finished, s_fence.job(), s_fence.scheduler_name(), fence.error());
  }
}

// Hazards stand apart, so that what happens millions of times needs no room for their texts.
[[gnu::cold]] void report_reinitialised(Fence& fence, Where where) {
  fence.storage().note("initialised again", where, fence.references());
  fence.world().hazards().fatal(
      HazardKind::fence_reinitialised, where, fence.storage(),
      fence.world().describe("dma_fence_init of " + fence.label(), where) +
          fmt::format(": {} reference(s) to it are still held; waiters lose their callbacks and a "
                      "published sequence number changes",
                      fence.references()));
}

[[gnu::cold]] void report_get_without_reference(Fence& fence, Where where) {
  fence.world().hazards().fatal(HazardKind::use_after_free, where, fence.storage(),
                                fence.world().describe("dma_fence_get of " + fence.label(), where) +
                                    ": it has no reference, its memory is about to go");
}

[[gnu::cold]] void report_put_without_reference(Fence& fence, Where where) {
  fence.storage().note("dma_fence_put", where, 0);
  fence.world().hazards().fatal(
      HazardKind::refcount_underflow, where, fence.storage(),
      fence.world().describe("dma_fence_put of " + fence.label(), where) +
          (fence.storage().freed() ? ": it has no reference left and was freed"
                                   : ": it has no reference left"));
}

// cb_list and the RCU head share their memory (a union in struct dma_fence).
[[gnu::cold]] void report_released_while_signalling(Fence& fence, Where where) {
  fence.world().hazards().fatal(
      HazardKind::use_after_free, where, fence.storage(),
      fence.world().describe("dma_fence_release of " + fence.label(), where) +
          ": somebody is signalling it without a reference of its own, and has not yet taken the "
          "callbacks off the list that the RCU head is about to overwrite");
}

[[gnu::cold]] void report_registered_twice(Fence& fence, Where where) {
  fence.world().hazards().fatal(
      HazardKind::contract, where, "dma_fence_cb",
      fence.world().describe("dma_fence_add_callback on " + fence.label(), where) +
          ": this callback is registered already");
}

}  // namespace

Fence::~Fence() {
  callbacks_.clear();
}

std::string Fence::label() const {
  return fmt::format("{} {} {}:{}", role_, knows_driver() ? ops_.timeline_name() : "detached",
                     context_, seqno_);
}

void Fence::dma_fence_init(sim::SpinLock& lock, std::uint64_t context, std::uint64_t seqno,
                           Where where) {
  check_alive(__func__, where);
  if (references_ > 0) {
    report_reinitialised(*this, where);
    return;
  }
  lock_ = &lock;
  context_ = context;
  seqno_ = seqno;
  references_ = 1;
  error_ = 0;
  signaled_ = false;
  signaling_enabled_ = false;
  timestamp_ns_ = 0;
  storage_.note(__func__, where, references_);
}

void Fence::dma_fence_init(std::uint64_t context, std::uint64_t seqno, Where where) {
  if (own_lock_ == nullptr) own_lock_ = std::make_unique<sim::SpinLock>(world(), "fence.lock");
  dma_fence_init(*own_lock_, context, seqno, where);
}

Fence* dma_fence_get(Fence* fence, Where where) {
  if (fence == nullptr) return nullptr;
  fence->check_alive(__func__, where);
  if (fence->references_ == 0) {
    report_get_without_reference(*fence, where);
    return fence;
  }
  ++fence->references_;
  fence->storage_.note(__func__, where, fence->references_);
  fence->world().point(sim::Point::get, where);
  return fence;
}

Fence* dma_fence_get_rcu(Fence* fence, Where where) {
  if (fence == nullptr) return nullptr;
  fence->storage().check_alive(__func__, where);
  return fence->references() == 0 ? nullptr : dma_fence_get(fence, where);
}

void dma_fence_set_deadline(Fence& fence, sim::TimeNs deadline_ns, Where where) {
  if (!fence.dma_fence_is_signaled(where)) fence.ops().set_deadline(deadline_ns);
}

void dma_fence_put(Fence* fence, Where where) {
  if (fence == nullptr) return;
  if (fence->references_ == 0) {
    report_put_without_reference(*fence, where);
    return;
  }
  fence->check_alive(__func__, where);
  --fence->references_;
  fence->storage_.note(__func__, where, fence->references_);
  const bool last = fence->references_ == 0;
  fence->world().point(sim::Point::put, where);
  if (last) fence->last_reference_gone(where);
}

// dma_fence_release(): whoever still waits is told of a deadlock, loudly.
void Fence::last_reference_gone(Where where) {
  if (taking_callbacks_) report_released_while_signalling(*this, where);
  if (!callbacks_.empty() && !signaled_) {
    world().hazards().report(HazardKind::warning, where, storage_,
                             world().describe("dma_fence_release of " + label(), where) +
                                 ": released with callbacks pending");
    const sim::SpinIrqGuard guard(*lock_, Where::in("dma_fence_release"));
    error_ = -kEdeadlk;
    dma_fence_signal_locked(where);
  }
  if (ops_.has_release()) return ops_.release();
  FenceOps* ops = &ops_;  // dma_fence_free()
  world().rcu().call([ops] { ops->release(); });
}

int Fence::dma_fence_signal(Where where) {
  check_alive(__func__, where);
  const sim::SignallingSection section(world());
  const sim::SpinIrqGuard guard(*lock_, Where::here());
  const int result = dma_fence_signal_locked(where);
  check_alive(__func__, where);  // the lock to unlock is found through the fence
  return result;
}

int Fence::dma_fence_signal_locked(Where where) {
  lock_->assert_held(where);
  if (signaled_) return -kEinval;
  signaled_ = true;
  timestamp_ns_ = world().now();
  storage_.note("dma_fence_signal", where, references_);
  if (s_fence_ != nullptr) trace_dma_fence_signaled(*this, *s_fence_);
  taking_callbacks_ = true;
  world().point(sim::Point::signal, Where::in("dma_fence_signal"));
  taking_callbacks_ = false;
  // The callbacks may drop the last reference to each other's objects, so each leaves the list
  // first.
  Callbacks callbacks;
  callbacks.swap(callbacks_);
  while (!callbacks.empty()) {
    DmaFenceCb& cb = callbacks.front();
    callbacks.pop_front();
    cb.function(*this, cb);
  }
  return 0;
}

// Until it signals, the list of its callbacks is where the time will be (a union in struct
// dma_fence).
void Fence::set_timestamp_ns(sim::TimeNs ns, Where where) {
  check_alive("dma_fence.timestamp", where);
  if (!has_timestamp()) {
    world().hazards().fatal(
        HazardKind::fence_timestamp, where, storage_,
        world().describe("the timestamp of " + label() + " is written", where) +
            ": it has none before it signals; the list of its callbacks is overwritten");
    return;
  }
  timestamp_ns_ = ns;
}

void Fence::dma_fence_set_error(int error, Where where) {
  check_alive(__func__, where);
  if (signaled_) {
    storage_.note(__func__, where, references_);
    world().hazards().report(HazardKind::fence_error_after_signal, where, storage_,
                             world().describe("dma_fence_set_error of " + label(), where) +
                                 ": it was signalled before; waiters have seen another result");
  }
  if (error >= 0 || error < -kMaxErrno) {
    world().hazards().report(HazardKind::contract, where, storage_.type(),
                             world().describe("dma_fence_set_error of " + label(), where) +
                                 fmt::format(": {} is not a negative error number", error));
  }
  error_ = error;
}

bool Fence::dma_fence_is_signaled(Where where) {
  check_alive(__func__, where);
  world().read_point(Where::here());
  if (signaled_) return true;
  if (!ops_.signaled()) return false;
  dma_fence_signal(where);
  return true;
}

int Fence::dma_fence_get_status(Where where) {
  check_alive(__func__, where);
  const sim::SpinIrqGuard guard(*lock_, Where::here());
  if (!signaled_ && ops_.signaled()) dma_fence_signal_locked(where);
  return signaled_ ? (error_ != 0 ? error_ : 1) : 0;
}

// __dma_fence_enable_signaling(): false if there is nothing to wait for.
bool Fence::enable_signaling_locked(Where where) {
  const bool was_enabled = signaling_enabled_;
  signaling_enabled_ = true;
  if (signaled_) return false;
  if (was_enabled || !ops_.has_enable_signaling()) return true;
  const int error_before = error_;
  if (!ops_.enable_signaling()) {
    dma_fence_signal_locked(where);
    return false;
  }
  if (error_ != error_before) report_error_of_enabled(world(), label());
  return true;
}

void Fence::dma_fence_enable_sw_signaling(Where where) {
  check_alive(__func__, where);
  const sim::SpinIrqGuard guard(*lock_, Where::here());
  enable_signaling_locked(where);
}

int Fence::dma_fence_add_callback(DmaFenceCb& cb, DmaFenceCb::Function function, Where where) {
  check_alive(__func__, where);
  world().read_point(Where::here());
  if (signaled_) return -kEnoent;
  const sim::SpinIrqGuard guard(*lock_, Where::here());
  if (!enable_signaling_locked(where)) return -kEnoent;
  if (cb.is_linked()) {
    report_registered_twice(*this, where);
    return -kEinval;
  }
  cb.function = function;
  callbacks_.push_back(cb);
  return 0;
}

bool Fence::dma_fence_remove_callback(DmaFenceCb& cb, Where where) {
  check_alive(__func__, where);
  const sim::SpinIrqGuard guard(*lock_, Where::here());
  // The callback may have dropped the reference of whoever takes it back.
  check_alive(__func__, Where::here());
  if (!cb.is_linked()) return false;
  callbacks_.erase(callbacks_.iterator_to(cb));
  return true;
}

// Registers the callback before all others, as dma_fence_default_wait() does. False: it has
// signalled.
bool Fence::start_waiting(DmaFenceCb& cb, DmaFenceCb::Function function) {
  const sim::SpinIrqGuard guard(*lock_, Where::in("dma_fence_default_wait"));
  if (signaled_) return false;
  cb.function = function;
  callbacks_.push_front(cb);
  return true;
}

// A name that exists already: waiting must not make new ones.
sim::NameId Fence::waited_for() {
  return s_fence_ != nullptr ? s_fence_->job().name : world().intern(role_);
}

bool Fence::dma_fence_wait_timeout(sim::TimeNs timeout_ns, Where where) {
  check_alive("dma_fence_wait", where);
  sim::Cpu& cpu = world().cpu();
  cpu.might_sleep("dma_fence_wait", where);
  dma_fence_enable_sw_signaling(where);
  const sim::TimeNs deadline_ns = sim::saturating_add(world().now(), timeout_ns);
  // Leaves the fence's list by itself if this context is unwound here.
  WaitCb cb(cpu, *cpu.current());
  if (timeout_ns == 0) return signaled_;
  if (!start_waiting(cb, wake_sleeper)) return true;
  for (;;) {
    if (!cb.woken) {
      cpu.block_until(deadline_ns, "dma_fence", waited_for(),
                      {sim::AwaitedKind::fence, nullptr, where});
    }
    check_alive("dma_fence_wait", where);
    const sim::SpinIrqGuard guard(*lock_, Where::in("dma_fence_default_wait"));
    if (!signaled_ && world().now() < deadline_ns) continue;
    cb.unlink();
    return signaled_;
  }
}

bool Fence::dma_fence_is_later(const Fence& other) const {
  if (context_ != other.context_) {
    world().hazards().report(HazardKind::warning, Where::here(), storage_.type(),
                             "dma_fence_is_later of " + label() + " and " + other.label() +
                                 ": fences of different contexts have no order");
    return false;
  }
  if (ops_.use_64bit_seqno()) return seqno_ > other.seqno_;
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(seqno_) -
                                   static_cast<std::uint32_t>(other.seqno_)) > 0;
}

}  // namespace drmsim::drm
