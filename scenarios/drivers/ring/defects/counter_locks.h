// The ring lock and the lock of its counters, which run_job() and the timeout handler take, in
// every order that the option `counters` knows: right, inverted, and with interrupts on where one
// takes them (rules of locking; scenarios/files/locking/).
#pragma once

#include "scenarios/drivers/ring/ring_driver.h"

namespace drmsim::scenarios {

class CounterLockHabit final : public RingDefect {
 public:
  CounterLockHabit(RingDriver& driver, RingSteps& inner, CounterLocks habit);

  void emitted(RingJob& job, drm::Fence& fence) override;
  void handle_fence_interrupt() override;
  drm::SchedStat recover(RingRecovery& recovery) override;

 private:
  static void count(sim::SpinLock& first, sim::SpinLock& second);

  CounterLocks habit_;
  sim::SpinLock ring_lock_;
  sim::SpinLock counter_lock_;
};

}  // namespace drmsim::scenarios
