// A2: the timeout handler finds that the job has finished, and does not put it back.
//
// drm_sched_job_timedout() has taken it off pending_list: nobody frees it any more.
#pragma once

#include "scenarios/drivers/firmware/firmware_driver.h"
#include "scenarios/drivers/firmware/firmware_recovery.h"

namespace drmsim::scenarios {

class FinishedNotPutBack final : public FirmwareDefect {
 public:
  using FirmwareDefect::FirmwareDefect;
  drm::SchedStat had_finished(FirmwareRecovery& recovery) override {
    recovery.start_group();
    return drm::SchedStat::nominal;
  }
};

}  // namespace drmsim::scenarios
