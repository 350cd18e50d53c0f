// A14: run_job() returns NULL for a job that completed while the reset was prepared.
//
// drm_sched_start() takes that for a job that was cancelled.
#pragma once

#include "scenarios/drivers/slot/slot_driver.h"

namespace drmsim::scenarios {

class CompletedIsCancelled final : public SlotDefect {
 public:
  using SlotDefect::SlotDefect;
  drm::RunJobResult replay_of_completed(SlotJob&) override { return drm::RunJobResult::nothing(); }
};

}  // namespace drmsim::scenarios
