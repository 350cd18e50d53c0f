#include "scenarios/drivers/ring/defects/counter_locks.h"

namespace drmsim::scenarios {

CounterLockHabit::CounterLockHabit(RingDriver& driver, RingSteps& inner, CounterLocks habit)
    : RingDefect(driver, inner),
      habit_(habit),
      ring_lock_(driver.world(), "ring.lock"),
      counter_lock_(driver.world(), "ring.counter_lock") {}

void CounterLockHabit::count(sim::SpinLock& first, sim::SpinLock& second) {
  const sim::SpinIrqGuard outer(first);
  const sim::SpinIrqGuard inner(second);
}

void CounterLockHabit::emitted(RingJob& job, drm::Fence& fence) {
  inner_.emitted(job, fence);
  switch (habit_) {
    case CounterLocks::none:
      break;
    case CounterLocks::ordered:
    case CounterLocks::inverted:
      count(ring_lock_, counter_lock_);
      break;
    case CounterLocks::irqs_off: {
      const sim::SpinIrqGuard guard(ring_lock_);
      break;
    }
    case CounterLocks::irqs_on: {
      const sim::SpinGuard guard(ring_lock_);
      break;
    }
  }
}

void CounterLockHabit::handle_fence_interrupt() {
  if (habit_ >= CounterLocks::irqs_off) {
    const sim::SpinIrqGuard guard(counter_lock_);
  }
  inner_.handle_fence_interrupt();
}

// The timeout handler prints the counters.
drm::SchedStat CounterLockHabit::recover(RingRecovery& recovery) {
  if (habit_ == CounterLocks::ordered) {
    count(ring_lock_, counter_lock_);
  } else {
    count(counter_lock_, ring_lock_);
  }
  return inner_.recover(recovery);
}

}  // namespace drmsim::scenarios
