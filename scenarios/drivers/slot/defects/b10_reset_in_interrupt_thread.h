// B10: the threaded interrupt handler resets the hardware itself.
//
// To reset, it masks its own interrupt and waits until the handler has returned.
#pragma once

#include "scenarios/drivers/slot/slot_driver.h"
#include "scenarios/drivers/slot/slot_recovery.h"

namespace drmsim::scenarios {

class ResetInInterruptThread final : public SlotDefect {
 public:
  using SlotDefect::SlotDefect;
  void handle_error() override {
    const RecoveryGuard guard(driver_.domain());
    SlotRecovery(driver_, nullptr).reset();
  }
};

}  // namespace drmsim::scenarios
