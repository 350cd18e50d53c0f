// R1: the interrupt handler completes the oldest job in flight, without asking the hardware which.
//
// A second interrupt for one job, or one that comes late, completes a job that still executes.
#pragma once

#include "scenarios/drivers/ring/ring_driver.h"

namespace drmsim::scenarios {

class OldestCompleted final : public RingDefect {
 public:
  using RingDefect::RingDefect;
  void handle_fence_interrupt() override {
    if (drm::Fence* fence = driver_.take_oldest()) driver_.steps().complete(*fence);
  }
};

}  // namespace drmsim::scenarios
