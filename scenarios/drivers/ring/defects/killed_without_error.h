// Soft recovery kills a job whose fence has no error (no number in the catalogue;
// scenarios/files/bugs/killed_job_looks_completed.toml).
//
// The hardware completes the fence of a job that it drops as it completes any other: whoever waits
// believes the job's results.
#pragma once

#include "scenarios/drivers/ring/ring_driver.h"

namespace drmsim::scenarios {

class KilledWithoutError final : public RingDefect {
 public:
  using RingDefect::RingDefect;
  void mark_killed(drm::Fence&) override {}
};

}  // namespace drmsim::scenarios
