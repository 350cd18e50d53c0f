// The fences of the job that a ring was given last, with references: what prepare_job() may make
// the next job wait for.
//
// The lock orders run_job(), which remembers, with the free worker, which asks: any context.
#pragma once

#include "sched/api/drm_api.h"
#include "sim/spinlock.h"

namespace drmsim::scenarios {

class PreviousJob {
 public:
  // Both outlive it.
  PreviousJob(sim::World& world, drm::Api& api);

  void remember(drm::Job& job, drm::Fence& hardware);
  void forget();
  // Whatever `use` makes of one of them, either may be null, with the lock held.
  template <class Use>
  drm::Fence* with_hardware(const Use& use) {
    const sim::SpinIrqGuard guard(lock_);
    return use(hardware_);
  }
  template <class Use>
  drm::Fence* with_finished(const Use& use) {
    const sim::SpinIrqGuard guard(lock_);
    return use(finished_);
  }
  // With a reference, if it is this job; else null.
  drm::Fence* hardware_fence_of(drm::Job& job);

 private:
  void set(drm::Fence* hardware, drm::Fence* finished);

  drm::Api& api_;
  sim::SpinLock lock_;
  drm::Fence* hardware_ = nullptr;
  drm::Fence* finished_ = nullptr;
};

}  // namespace drmsim::scenarios
