// R3: prepare_job() returns the same fence whenever it is asked, signalled or not.
//
// The scheduler does not wait for a fence that has signalled, but asks again: it never gets to
// run_job().
#pragma once

#include "scenarios/drivers/ring/ring_driver.h"

namespace drmsim::scenarios {

class PrepareJobNeverDone final : public RingDefect {
 public:
  using RingDefect::RingDefect;
  drm::Fence* to_wait_for(drm::Fence* fence) override { return driver_.api().dma_fence_get(fence); }
};

}  // namespace drmsim::scenarios
