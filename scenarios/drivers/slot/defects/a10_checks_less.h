// A10, F7: the timeout handler does not ask the hardware whether the job has completed.
//
// It looks at the fence, perhaps waits for a handler that runs, or does nothing: a job whose
// interrupt is late or lost is taken for one that hangs.
#pragma once

#include "scenarios/drivers/slot/slot_driver.h"
#include "scenarios/drivers/slot/slot_recovery.h"

namespace drmsim::scenarios {

class ChecksLess final : public SlotDefect {
 public:
  ChecksLess(SlotDriver& driver, SlotSteps& inner, CompletionCheck check)
      : SlotDefect(driver, inner), check_(check) {}
  bool finished_after_all(SlotRecovery& recovery) override {
    if (check_ == CompletionCheck::none) return false;
    if (recovery.signalled()) return true;
    if (check_ == CompletionCheck::fence) return false;
    recovery.wait_for_interrupts();
    return recovery.signalled();
  }
  bool has_completed() override { return false; }

 private:
  CompletionCheck check_;
};

}  // namespace drmsim::scenarios
