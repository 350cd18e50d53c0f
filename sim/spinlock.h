// spin_lock and spin_lock_irqsave, with the kernel's rules checked.
//
// Intuition: whoever finds the lock taken stands still until it is free; every context has a
// processor of its own, so the holder goes on meanwhile. Mechanism: waiters queue, first in first
// out, and unlocking hands the lock to the first of them (a ticket lock). Who spins is inside the
// critical section already.
// Checked, as lockdep does: taking a lock that one holds already; a lock that an interrupt handler
// takes being taken elsewhere with interrupts on (irq_unsafe_lock), judged over the whole run.
#pragma once

#include <cstdint>

#include "sim/wait_list.h"
#include "sim/where.h"
#include "sim/world.h"

namespace drmsim::sim {

class SpinLock {
 public:
  // name: of the lock's class, for reports ("sched.job_list_lock").
  SpinLock(World& world, const char* name) : world_(world), name_(name) {}
  ~SpinLock();
  SpinLock(const SpinLock&) = delete;
  SpinLock& operator=(const SpinLock&) = delete;

  void lock(Where where = Where::here()) {  // spin_lock: any context
    world_.point(Point::lock, where);
    acquire(where);
  }
  void unlock(Where where = Where::here()) {
    release(where);
    world_.point(Point::unlock, where);
  }
  void lock_irqsave(Where where = Where::here()) {  // interrupts stay off until the unlock
    world_.point(Point::lock, where);
    if (Context* self = world_.cpu().current()) ++self->irqs_off_depth_;
    acquire(where);
  }
  void unlock_irqrestore(Where where = Where::here()) {
    release(where);
    Context* self = world_.cpu().current();
    if (self != nullptr && self->irqs_off_depth_ > 0) --self->irqs_off_depth_;
    world_.point(Point::unlock, where);
  }

  bool held_by_current() const;
  void assert_held(Where where = Where::here()) const;  // lockdep_assert_held
  const char* name() const { return name_; }

 private:
  static constexpr unsigned kUsedInIrq = 1;
  static constexpr unsigned kUsedIrqsOn = 2;
  static constexpr unsigned kUsageReported = 4;

  void acquire(Where where) {
    Context* self = world_.cpu().current();
    if (self == nullptr || held_) return acquire_slowly(self, where);
    const unsigned usage = (self->kind() == ContextKind::hardirq ? kUsedInIrq : 0u) |
                           (self->irqs_off() ? 0u : kUsedIrqsOn);
    if ((usage & ~usage_) != 0) note_usage(usage, where);
    world_.rcu().enter(*self);
    take(self);
  }
  void release(Where where) {
    Context* self = world_.cpu().current();
    if (self == nullptr || holder_ != self || self->innermost_lock_ != this || !waiters_.empty()) {
      return release_slowly(self, where);
    }
    held_ = false;
    holder_ = nullptr;
    self->innermost_lock_ = next_held_;
    world_.rcu().leave(*self);
  }
  void take(Context* self) {
    held_ = true;
    holder_ = self;
    next_held_ = self->innermost_lock_;
    self->innermost_lock_ = this;
  }
  void acquire_slowly(Context* self, Where where);
  void release_slowly(Context* self, Where where);
  void wait_for_lock();
  void note_usage(unsigned usage, Where where);
  void unchain(Context& holder);

  World& world_;
  const char* name_;
  Context* holder_ = nullptr;
  SpinLock* next_held_ = nullptr;  // the lock that the holder took before this one
  bool held_ = false;  // holder_ is null where no CPU context holds it (set-up code)
  std::uint8_t usage_ = 0;
  WaitList waiters_;
};

// Scope guards, so that an unwound context leaves no lock behind.
class SpinGuard {
 public:
  explicit SpinGuard(SpinLock& lock, Where where = Where::here()) : lock_(lock), where_(where) {
    lock_.lock(where_);
  }
  ~SpinGuard() { lock_.unlock(where_); }
  SpinGuard(const SpinGuard&) = delete;
  SpinGuard& operator=(const SpinGuard&) = delete;

 private:
  SpinLock& lock_;
  Where where_;
};

class SpinIrqGuard {
 public:
  explicit SpinIrqGuard(SpinLock& lock, Where where = Where::here()) : lock_(lock), where_(where) {
    lock_.lock_irqsave(where_);
  }
  ~SpinIrqGuard() { lock_.unlock_irqrestore(where_); }
  SpinIrqGuard(const SpinIrqGuard&) = delete;
  SpinIrqGuard& operator=(const SpinIrqGuard&) = delete;

 private:
  SpinLock& lock_;
  Where where_;
};

}  // namespace drmsim::sim
