#include "scenarios/checkers/recovery_checker.h"

#include <string>

namespace drmsim::scenarios {

void RecoveryChecker::check(const sim::Event& event, const JobLife*) {
  if (event.kind == sim::EventKind::free_job) timeouts_.erase(event.job(0).bits());
  if (event.kind != sim::EventKind::timedout_job) return;
  const unsigned count = ++timeouts_[event.job(0).bits()];
  if (count == kTimeoutsOfOneJobMax / 2) world().settle();
  if (count < kTimeoutsOfOneJobMax) return;
  world().hazards().report_last(sim::HazardKind::stall, sim::Where::here(), "drm_sched_job",
                                "job " + text(event.job(0)) + " has timed out " +
                                    std::to_string(count) + " times; recovery goes round for ever");
}

}  // namespace drmsim::scenarios
