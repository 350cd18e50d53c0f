#include "scenarios/checkers/outcome_checker.h"

namespace drmsim::scenarios {

void OutcomeChecker::check(const sim::Event& event, const JobLife* job) {
  if (event.kind != sim::EventKind::finished || event.integer(2) != 0) return;
  if (job == nullptr || job->finished || job->without_fence) return;
  if (job->runs == 0 || !job->hardware_tells || job->hardware_done) return;
  if (job->killed && !plain_) return;
  report(sim::HazardKind::contract,
         "job " + text(job->tag) +
             " is finished without an error, and the hardware never completed it");
}

}  // namespace drmsim::scenarios
