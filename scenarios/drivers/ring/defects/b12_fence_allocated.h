// B12: run_job() allocates the hardware fence with GFP_KERNEL, always or only when a job is run
// again.
//
// Reclaim may wait for fences, for those of this ring as well: then run_job() waits for itself.
#pragma once

#include "scenarios/drivers/ring/ring_driver.h"

namespace drmsim::scenarios {

class FenceAllocated final : public RingDefect {
 public:
  FenceAllocated(RingDriver& driver, RingSteps& inner, bool on_replay_only)
      : RingDefect(driver, inner), on_replay_only_(on_replay_only) {}
  drm::Fence& fence_for(RingJob& job) override {
    if (!on_replay_only_ || job.attempts > 1) {
      driver_.world().memory().check_allocation(sim::Gfp::kernel, "the hardware fence's kmalloc");
    }
    return inner_.fence_for(job);
  }

 private:
  bool on_replay_only_;
};

}  // namespace drmsim::scenarios
