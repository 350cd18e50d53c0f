// A16: the timeout handler sets an error on the hardware fence without its lock.
//
// It looks whether the fence has signalled, but the interrupt may come between the look and the
// error.
#pragma once

#include "scenarios/drivers/slot/slot_driver.h"
#include "scenarios/drivers/slot/slot_recovery.h"
#include "sched/api/errno_codes.h"

namespace drmsim::scenarios {

class HangErrorUnchecked final : public SlotDefect {
 public:
  using SlotDefect::SlotDefect;
  void hang_found(SlotRecovery& recovery) override {
    drm::Api& api = driver_.api();
    drm::Fence& fence = *recovery.job().irq_fence;
    if (api.dma_fence_is_signaled(fence)) return;
    driver_.world().point(sim::Point::atomic, sim::Where::here());  // anything may happen here
    api.dma_fence_set_error(fence, -drm::kEtime);
  }
};

}  // namespace drmsim::scenarios
