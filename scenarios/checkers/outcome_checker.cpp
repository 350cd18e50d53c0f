#include "scenarios/checkers/outcome_checker.h"

namespace drmsim::scenarios {

void OutcomeChecker::check(const sim::Event& event, const JobLife* job) {
  if (event.kind != sim::EventKind::finished || job == nullptr || job->finished) return;
  if (job->runs == 0 || !job->hardware_tells) return;
  const bool ok = event.integer(2) == 0;
  const auto wrong = [&](const char* told, const char* but) {
    report(sim::HazardKind::contract,
           "job " + text(job->tag) + " is finished " + told + ", and the hardware " + but);
  };
  const bool garbage = !job->hardware_done && (plain_ || !job->killed);
  if (ok && garbage && !job->without_fence) {
    wrong("without an error", "never completed it");
  }
  if (plain_ && !ok && job->hardware_done && !job->timed_out)
    wrong("with an error", "had completed it");
}

}  // namespace drmsim::scenarios
