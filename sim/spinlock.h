// spin_lock and spin_lock_irqsave, with the kernel's rules checked.
//
// Intuition: whoever finds the lock taken stands still until it is free; every context has a processor of
// its own, so the holder goes on meanwhile. Mechanism: waiters queue, first in first out, and unlocking
// hands the lock to the first of them (a ticket lock). Who spins is inside the critical section already.
// Checked, as lockdep does: taking a lock that one holds already; a lock that an interrupt handler takes
// being taken elsewhere with interrupts on (irq_unsafe_lock), judged over the whole run.
#pragma once

#include "sim/wait_list.h"
#include "sim/where.h"

namespace drmsim::sim {

class Context;
class World;

class SpinLock {
 public:
  // name: of the lock's class, for reports ("sched.job_list_lock").
  SpinLock(World& world, const char* name) : world_(world), name_(name) {}
  ~SpinLock();
  SpinLock(const SpinLock&) = delete;
  SpinLock& operator=(const SpinLock&) = delete;

  void lock(Where where = Where::here());     // spin_lock: any context
  void unlock(Where where = Where::here());
  void lock_irqsave(Where where = Where::here());  // interrupts stay off until the unlock
  void unlock_irqrestore(Where where = Where::here());

  bool held_by_current() const;
  void assert_held(Where where = Where::here()) const;  // lockdep_assert_held
  const char* name() const { return name_; }

 private:
  void acquire(Where where);
  void release(Where where);
  void wait_for_lock();
  void note_usage(Where where);

  World& world_;
  const char* name_;
  Context* holder_ = nullptr;
  bool held_ = false;  // holder_ is null where no CPU context holds it (set-up code)
  bool used_in_irq_ = false;
  bool used_irqs_on_ = false;
  bool usage_reported_ = false;
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
