// B9: the hung job's fence is signalled before the hardware is stopped.
//
// The scheduler frees the job, and its memory, which the hardware still writes.
#pragma once

#include "scenarios/drivers/slot/slot_driver.h"
#include "scenarios/drivers/slot/slot_recovery.h"

namespace drmsim::scenarios {

class RetiredBeforeReset final : public SlotDefect {
 public:
  using SlotDefect::SlotDefect;
  void hang_found(SlotRecovery& recovery) override {
    inner_.hang_found(recovery);
    recovery.retire();
  }
};

}  // namespace drmsim::scenarios
