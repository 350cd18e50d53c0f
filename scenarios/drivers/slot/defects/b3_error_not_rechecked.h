// B3: the driver's own recovery work does not look whether there still is an error.
//
// It may have been queued while it ran: one fault, two resets, and the second strikes an innocent
// job.
#pragma once

#include "scenarios/drivers/slot/slot_driver.h"
#include "scenarios/drivers/slot/slot_recovery.h"

namespace drmsim::scenarios {

class ErrorNotRechecked final : public SlotDefect {
 public:
  using SlotDefect::SlotDefect;
  void recover_from_error() override { SlotRecovery(driver_, nullptr).reset(); }
};

}  // namespace drmsim::scenarios
