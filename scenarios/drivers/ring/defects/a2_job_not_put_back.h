// A2: the timeout handler returns from a false timeout, and does not put the job back.
//
// drm_sched_job_timedout() has taken it off pending_list: nobody frees it any more.
#pragma once

#include "scenarios/drivers/ring/ring_driver.h"

namespace drmsim::scenarios {

class JobNotPutBack final : public RingDefect {
 public:
  using RingDefect::RingDefect;
  drm::SchedStat nothing_hangs(RingRecovery&) override { return drm::SchedStat::nominal; }
};

}  // namespace drmsim::scenarios
