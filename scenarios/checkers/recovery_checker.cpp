#include "scenarios/checkers/recovery_checker.h"

#include <string>

namespace drmsim::scenarios {

void RecoveryChecker::check(const sim::Event& event, const JobLife* job) {
  if (event.kind != sim::EventKind::timedout_job || job == nullptr) return;
  const unsigned count = job->timeouts + 1;
  if (count == kTimeoutsOfOneJobMax / 2) world().settle();
  if (count < kTimeoutsOfOneJobMax) return;
  world().hazards().report_last(sim::HazardKind::stall, sim::Where::here(), "drm_sched_job",
                                "job " + text(event.job(0)) + " has timed out " +
                                    std::to_string(count) + " times; recovery goes round for ever");
}

}  // namespace drmsim::scenarios
