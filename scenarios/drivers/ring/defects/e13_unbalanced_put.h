// E13: the interrupt handler puts the reference that run_job() has handed over.
//
// The driver takes none of its own, and drops one all the same: the scheduler's. Who puts last
// finds the count at zero.
#pragma once

#include "scenarios/drivers/ring/ring_driver.h"

namespace drmsim::scenarios {

class UnbalancedPut final : public RingDefect {
 public:
  using RingDefect::RingDefect;
  void keep(drm::Fence&) override {}
  void forget(drm::Fence&) override {}
};

}  // namespace drmsim::scenarios
