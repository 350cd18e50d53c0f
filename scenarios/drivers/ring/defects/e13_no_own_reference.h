// E13, B4: the driver's slots hold no reference of the hardware fence.
//
// run_job() hands over the one reference there is, and the slots keep a bare pointer. Once the
// scheduler has put it, the interrupt handler signals freed memory.
#pragma once

#include "scenarios/drivers/ring/ring_driver.h"

namespace drmsim::scenarios {

class NoOwnReference final : public RingDefect {
 public:
  using RingDefect::RingDefect;
  void keep(drm::Fence&) override {}
  void complete(drm::Fence& fence) override { driver_.api().dma_fence_signal(fence); }
  void forget(drm::Fence&) override {}
};

}  // namespace drmsim::scenarios
