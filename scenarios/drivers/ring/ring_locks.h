// The locks that a ring driver may be careless with: see LockHabits.
#pragma once

#include "scenarios/format/lock_habits.h"
#include "sched/api/drm_api.h"
#include "sim/mutex.h"
#include "sim/spinlock.h"
#include "sim/world.h"

namespace drmsim::scenarios {

class RingLocks {
 public:
  // All outlive it. reset_lock: the one that the timeout handler takes.
  RingLocks(sim::World& world, drm::Api& api, const LockHabits& habits, sim::Mutex& reset_lock);

  void submission();  // by the ioctl, before the job exists; may sleep
  // By run_job. The job's finished fence: the hardware's fence of a job that a reset dropped and
  // nobody replays may never signal.
  void job_emitted(drm::Fence& finished);
  void interrupt();
  void timeout();
  void fini();  // drops the fence that it remembers

 private:
  void wait_for_last();
  void allocate();
  void count(sim::SpinLock& first, sim::SpinLock& second);

  sim::World& world_;
  drm::Api& api_;
  const LockHabits& habits_;
  sim::Mutex& reset_lock_;
  sim::SpinLock ring_lock_;
  sim::SpinLock counter_lock_;
  sim::SpinLock last_lock_;     // of last_
  drm::Fence* last_ = nullptr;  // of the job emitted last, with a reference; for submit_waits
};

}  // namespace drmsim::scenarios
