// A2: the timeout handler returns, and does not put the job back: one that has finished after all,
// or one that makes progress.
//
// drm_sched_job_timedout() has taken it off pending_list: nobody frees it any more.
#pragma once

#include "scenarios/drivers/slot/slot_driver.h"

namespace drmsim::scenarios {

class FinishedJobNotPutBack final : public SlotDefect {
 public:
  using SlotDefect::SlotDefect;
  drm::SchedStat had_finished(SlotRecovery&) override { return drm::SchedStat::nominal; }
};

class MovingJobNotPutBack final : public SlotDefect {
 public:
  using SlotDefect::SlotDefect;
  drm::SchedStat makes_progress(SlotRecovery&) override { return drm::SchedStat::nominal; }
};

}  // namespace drmsim::scenarios
