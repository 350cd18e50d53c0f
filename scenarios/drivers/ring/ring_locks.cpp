#include "scenarios/drivers/ring/ring_locks.h"

#include <utility>

namespace drmsim::scenarios {

using drm::Fence;

RingLocks::RingLocks(sim::World& world, drm::Api& api, const LockHabits& habits,
                     sim::Mutex& reset_lock)
    : world_(world),
      api_(api),
      habits_(habits),
      reset_lock_(reset_lock),
      ring_lock_(world, "ring.lock"),
      counter_lock_(world, "ring.counter_lock"),
      last_lock_(world, "ring.last_lock") {}

// --- Submission ---

void RingLocks::submission() {
  if (habits_.submit_waits == InSubmission::unlocked) wait_for_last();
  if (habits_.submit_allocates == InSubmission::unlocked) allocate();
  if (habits_.submit_waits != InSubmission::under_reset_lock &&
      habits_.submit_allocates != InSubmission::under_reset_lock) {
    return;
  }
  const sim::MutexGuard guard(reset_lock_);
  if (habits_.submit_waits == InSubmission::under_reset_lock) wait_for_last();
  if (habits_.submit_allocates == InSubmission::under_reset_lock) allocate();
}

void RingLocks::wait_for_last() {
  Fence* fence = nullptr;
  {
    const sim::SpinIrqGuard guard(last_lock_);
    fence = api_.dma_fence_get(last_);
  }
  if (fence == nullptr) return;
  api_.dma_fence_wait_timeout(*fence);
  api_.dma_fence_put(fence);
}

void RingLocks::allocate() {
  world_.memory().check_allocation(sim::Gfp::kernel, "the submission's kmalloc");
}

void RingLocks::job_emitted(Fence& finished) {
  switch (habits_.counters) {
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
  if (habits_.submit_waits == InSubmission::never) return;
  Fence* old = api_.dma_fence_get(&finished);
  {
    const sim::SpinIrqGuard guard(last_lock_);
    std::swap(last_, old);
  }
  api_.dma_fence_put(old);
}

void RingLocks::fini() {
  api_.dma_fence_put(std::exchange(last_, nullptr));
}

// --- Counters ---

void RingLocks::count(sim::SpinLock& first, sim::SpinLock& second) {
  const sim::SpinIrqGuard outer(first);
  const sim::SpinIrqGuard inner(second);
}

void RingLocks::interrupt() {
  if (habits_.counters < CounterLocks::irqs_off) return;
  const sim::SpinIrqGuard guard(counter_lock_);
}

void RingLocks::timeout() {
  if (habits_.counters == CounterLocks::none) return;
  if (habits_.counters == CounterLocks::ordered) return count(ring_lock_, counter_lock_);
  count(counter_lock_, ring_lock_);
}

}  // namespace drmsim::scenarios
