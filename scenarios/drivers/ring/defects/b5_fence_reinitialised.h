// B5: when a job is run again, its embedded fence is initialised again.
//
// Others may hold the fence: their references are forgotten, their callbacks lost, and it has a new
// number.
#pragma once

#include "scenarios/drivers/ring/ring_driver.h"

namespace drmsim::scenarios {

class FenceReinitialised final : public RingDefect {
 public:
  using RingDefect::RingDefect;
  drm::Fence& fence_for(RingJob& job) override {
    if (job.attempts > 1) driver_.init_embedded_fence(job);
    return inner_.fence_for(job);
  }
};

}  // namespace drmsim::scenarios
