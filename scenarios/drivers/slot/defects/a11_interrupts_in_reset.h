// A11: interrupts arrive while the hardware is reset: those of errors, or all.
//
// A job that completes between the decision to reset and the reset is completed by two.
#pragma once

#include "scenarios/drivers/slot/slot_driver.h"

namespace drmsim::scenarios {

class InterruptsArriveInReset final : public SlotDefect {
 public:
  InterruptsArriveInReset(SlotDriver& driver, SlotSteps& inner, InterruptsInReset which)
      : SlotDefect(driver, inner), which_(which) {}
  void mask_interrupts() override {
    if (which_ == InterruptsInReset::all) return;
    driver_.port().mask_fence_interrupt();
    driver_.port().synchronize_interrupts();
  }
  void unmask_interrupts() override {
    if (which_ != InterruptsInReset::all) inner_.unmask_interrupts();
  }

 private:
  InterruptsInReset which_;
};

}  // namespace drmsim::scenarios
