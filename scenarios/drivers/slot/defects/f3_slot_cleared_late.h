// F3: the interrupt handler clears the pointer to the active job after it has signalled the job's
// fence, or never.
//
// The scheduler may have put the next job there meanwhile, which is forgotten; or the pointer
// stays, and leads to a job that is freed.
#pragma once

#include "scenarios/drivers/slot/slot_driver.h"

namespace drmsim::scenarios {

class SlotClearedLate final : public SlotDefect {
 public:
  SlotClearedLate(SlotDriver& driver, SlotSteps& inner, ClearSlot when)
      : SlotDefect(driver, inner), when_(when) {}
  void end_active(drm::Fence& fence) override {
    driver_.api().dma_fence_signal(fence);
    if (when_ == ClearSlot::after_signal) driver_.forget_active();
  }

 private:
  ClearSlot when_;
};

}  // namespace drmsim::scenarios
