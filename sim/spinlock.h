// spin_lock and spin_lock_irqsave, with the kernel's rules checked.
//
// Intuition: whoever finds the lock taken stands still until it is free; every context has a
// processor of its own, so the holder goes on meanwhile. Mechanism: waiters queue, first in first
// out, and unlocking hands the lock to the first of them (a ticket lock). Who spins is inside the
// critical section already.
// Checked, as lockdep does: taking a lock that one holds already; the order of locks and their use
// in interrupts (sim/lock_order.h), judged over the whole run; and how many locks are held inside
// each other, where several of them are of one class.
#pragma once

#include <cstdint>

#include "sim/held.h"
#include "sim/lock_order.h"
#include "sim/wait_list.h"
#include "sim/where.h"
#include "sim/world.h"

namespace drmsim::sim {

class SpinLock {
 public:
  // name: of the lock's class, for reports ("sched.job_list_lock").
  SpinLock(World& world, const char* name) : world_(world), held_(OrderKind::spinlock, name) {}
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
  const char* name() const { return held_.name; }
  const Context* holder() const { return holder_; }
  const Held& held() const { return held_; }

 private:
  void acquire(Where where) {
    Context* self = world_.cpu().current();
    if (self == nullptr || held_.taken) return acquire_slowly(self, where);
    note_use(*self, where);
    world_.rcu().enter(*self);
    take(*self, where);
  }
  void release(Where where) {
    Context* self = world_.cpu().current();
    if (self == nullptr || holder_ != self || !waiters_.empty()) return release_slowly(self, where);
    held_.taken = false;
    holder_ = nullptr;
    world_.order().drop(*self, held_);
    world_.rcu().leave(*self);
  }
  void note_use(Context& self, Where where) {
    const unsigned usage = (self.kind() == ContextKind::hardirq ? LockOrder::kUsedInIrq : 0u) |
                           (self.irqs_off() ? 0u : LockOrder::kUsedIrqsOn);
    if ((usage & ~held_.irq_usage) != 0) {
      world_.order().note_usage(held_, static_cast<std::uint8_t>(usage), where);
    }
    world_.order().want(self, held_, where);
  }
  void take(Context& self, Where where) {
    held_.taken = true;
    holder_ = &self;
    world_.order().take(self, held_, where);
    if (held_.again) [[unlikely]] check_depth(self, where);
  }
  void check_depth(Context& self, Where where);
  void acquire_slowly(Context* self, Where where);
  void release_slowly(Context* self, Where where);
  void wait_for_lock(Where where);

  World& world_;
  Held held_;
  Context* holder_ = nullptr;  // null where no CPU context holds it (set-up code)
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
