// struct mutex: a lock whose waiters sleep. Task or kworker only; only the owner unlocks.
//
// Intuition: a key that goes to whoever waits first, unless somebody snatches it on the way.
// Mechanism: unlocking wakes the first waiter, but until that has run anybody may take the mutex. A
// first waiter that came too late once has it handed over directly at the next unlock, so that it
// cannot starve.
// Source: kernel/locking/mutex.c (__mutex_lock_common(), __mutex_handoff()). Limits: no optimistic
// spinning.
#pragma once

#include "sim/held.h"
#include "sim/names.h"
#include "sim/wait_list.h"
#include "sim/where.h"

namespace drmsim::sim {

class World;

class Mutex {
 public:
  // name: static text, of the mutex's class, for reports.
  Mutex(World& world, const char* name) : world_(world), held_(OrderKind::mutex, name) {}
  ~Mutex();
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  void lock(Where where = Where::here());
  bool try_lock(Where where = Where::here());
  void unlock(Where where = Where::here());
  bool held_by_current() const;
  const char* name() const { return held_.name; }
  const Context* owner() const { return owner_; }
  const Held& held() const { return held_; }

 private:
  void wait_for_ownership(Where where);
  void note_owned(Where where);

  World& world_;
  Held held_;
  NameId name_id_ = 0;  // of name(), once somebody has slept here
  Context* owner_ = nullptr;
  bool handoff_ = false;  // the next unlock passes it to the first waiter
  WaitList waiters_;
};

class MutexGuard {
 public:
  explicit MutexGuard(Mutex& mutex, Where where = Where::here()) : mutex_(mutex), where_(where) {
    mutex_.lock(where_);
  }
  ~MutexGuard() { mutex_.unlock(where_); }
  MutexGuard(const MutexGuard&) = delete;
  MutexGuard& operator=(const MutexGuard&) = delete;

 private:
  Mutex& mutex_;
  Where where_;
};

}  // namespace drmsim::sim
