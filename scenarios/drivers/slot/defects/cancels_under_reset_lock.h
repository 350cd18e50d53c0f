// The timeout handler cancels the driver's own recovery work with reset_lock held, and waits for it
// (rules of locking; scenarios/files/locking/recovery_cancelled_under_reset_lock.toml).
//
// That work takes reset_lock as well.
#pragma once

#include "scenarios/drivers/slot/slot_driver.h"

namespace drmsim::scenarios {

class CancelsUnderResetLock final : public SlotDefect {
 public:
  using SlotDefect::SlotDefect;
  drm::SchedStat recover(SlotRecovery& recovery) override {
    sim::Workqueue::cancel_sync(driver_.recover_work());
    return inner_.recover(recovery);
  }
};

}  // namespace drmsim::scenarios
