// A18: a job that the hardware has not begun gets another timeout, and another.
//
// Its queue has a place, so nothing else will ever make the hardware begin.
#pragma once

#include "scenarios/drivers/firmware/firmware_driver.h"
#include "scenarios/drivers/firmware/firmware_recovery.h"

namespace drmsim::scenarios {

class UnstartedJobSkipped final : public FirmwareDefect {
 public:
  using FirmwareDefect::FirmwareDefect;
  drm::SchedStat has_not_begun(FirmwareRecovery& recovery) override {
    recovery.log("not_started");
    return recovery.put_back();
  }
};

}  // namespace drmsim::scenarios
