// A18: the timeout handler gives the job back to the scheduler, and blames it then.
//
// The job may be freed by that time. A handler that lets the scheduler put the job back has no such
// moment.
#pragma once

#include "scenarios/drivers/firmware/firmware_driver.h"
#include "scenarios/drivers/firmware/firmware_recovery.h"

namespace drmsim::scenarios {

class UsedAfterRelease final : public FirmwareDefect {
 public:
  UsedAfterRelease(FirmwareDriver& driver, FirmwareSteps& inner, sim::TimeNs reset_time_ns)
      : FirmwareDefect(driver, inner), reset_time_ns_(reset_time_ns) {}
  drm::SchedStat group_killed(FirmwareRecovery& recovery) override {
    const drm::SchedStat status = recovery.release();
    if (status == drm::SchedStat::no_hang || !recovery.guilty()) return status;
    driver_.world().cpu().sleep_for(reset_time_ns_);
    recovery.blame();
    return status;
  }

 private:
  sim::TimeNs reset_time_ns_;
};

}  // namespace drmsim::scenarios
