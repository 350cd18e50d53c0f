#include "scenarios/checkers/outcome_checker.h"

namespace drmsim::scenarios {

using sim::EventKind;

void OutcomeChecker::check(const sim::Event& event, const JobLife* job) {
  if (event.kind == EventKind::hw_start) {
    const auto early = not_begun_.find(event.name(1));
    if (early == not_begun_.end() || early->second.bits() != event.job(0).bits()) return;
    not_begun_.erase(early);
    report(sim::HazardKind::contract,
           "job " + text(event.job(0)) +
               " was finished without an error, and the hardware begins it only now");
    return;
  }
  if (event.kind != EventKind::finished || event.integer(2) != 0) return;
  if (job == nullptr || job->freed || job->finished || job->without_fence) return;
  if (job->runs > 0 && !job->hardware_done) check_finished(*job);
}

void OutcomeChecker::check_finished(const JobLife& job) {
  if (job.hardware == JobLife::Hardware::never_begun) {
    not_begun_[job.sched] = job.tag;
    return;
  }
  if (job.killed && !plain_) return;
  report(sim::HazardKind::contract,
         "job " + text(job.tag) +
             " is finished without an error, and the hardware never completed it");
}

}  // namespace drmsim::scenarios
