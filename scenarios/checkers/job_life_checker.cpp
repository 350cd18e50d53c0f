#include "scenarios/checkers/job_life_checker.h"

namespace drmsim::scenarios {

using sim::EventKind;
using sim::HazardKind;

void JobLifeChecker::check(const sim::Event& event, const JobLife* job) {
  switch (event.kind) {
    case EventKind::run_job:
    case EventKind::run_job_none:
      if (job != nullptr && !job->freed) check_run(*job);
      break;
    case EventKind::scheduled:
      finished_first_.erase(event.job(0).bits());
      break;
    case EventKind::finished:
      if (freed_first_.erase(event.job(0).bits()) != 0 || job == nullptr) break;
      if (job->finished) {
        report(HazardKind::fence_signalled_twice,
               "the finished fence of " + text(job->tag) + " signals once more");
      }
      if (!job->scheduled) finished_first_[job->tag.bits()] = job->tag;
      break;
    case EventKind::free_job:
      if (job == nullptr || job->freed) {
        report(HazardKind::contract,
               "free_job of " + text(event.job(0)) + ", which was freed before");
      } else if (!job->finished) {
        freed_first_[job->tag.bits()] = job->tag;
      }
      break;
    case EventKind::quiescent:
      report_what_never_came();
      break;
    default:
      break;
  }
}

void JobLifeChecker::report_what_never_came() {
  for (const auto& [bits, job] : finished_first_) {
    report(HazardKind::fence_order,
           "job " + text(job) + " is finished, and its scheduled fence has not signalled");
  }
  for (const auto& [bits, job] : freed_first_) {
    report(HazardKind::contract,
           "free_job of " + text(job) + ", whose finished fence has not signalled");
  }
}

void JobLifeChecker::check_run(const JobLife& job) {
  if (job.runs > 0) {
    if (job.recoveries != lives_.recoveries()) return;
    report(HazardKind::contract,
           "run_job of " + text(job.tag) + " again, with no recovery since it ran");
    return;
  }
  std::uint64_t& last = last_started_[job.entity];
  if (job.number < last) {
    report(HazardKind::fence_order, "job " + text(job.tag) + " of " + text(job.entity) +
                                        " starts after one that was pushed later");
  }
  last = job.number;
}

}  // namespace drmsim::scenarios
