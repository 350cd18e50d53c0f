// struct mutex: a lock whose waiters sleep. Task or kworker only; only the owner unlocks.
//
// Source: kernel/locking/mutex.c, without its fast paths: waiters are served first in, first out.
#pragma once

#include "sim/wait_queue.h"

namespace drmsim::sim {

class Mutex {
 public:
  Mutex(World& world, const char* name) : world_(world), name_(name), waiters_(world, name) {}
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  void lock(Where where = Where::here());
  bool try_lock(Where where = Where::here());
  void unlock(Where where = Where::here());
  bool held_by_current() const;

 private:
  World& world_;
  const char* name_;
  const Context* owner_ = nullptr;
  WaitQueue waiters_;
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
