#include "scenarios/checkers/early_checker.h"

#include <algorithm>

#include <fmt/format.h>

namespace drmsim::scenarios {

using sim::EventKind;

void EarlyChecker::check(const sim::Event& event, const JobLife* job) {
  switch (event.kind) {
    case EventKind::sched_init:
      queues_[event.name(0)].timeout_ns = event.field[2];
      break;
    case EventKind::run_job:
      if (event.field[2] == 1) begun(queues_[event.name(1)], event.job(0), job);
      break;
    case EventKind::finished:
      finish(queues_[event.name(1)], event.job(0), job);
      break;
    case EventKind::timedout_job:
      judge(queues_[event.name(1)], event.job(0).bits());
      break;
    default:
      break;
  }
}

void EarlyChecker::begun(Queue& queue, sim::JobTag tag, const JobLife* job) {
  sim::TimeNs since_ns = job == nullptr ? 0 : job->pushed_ns;
  if (queue.jobs.empty()) since_ns = std::max(since_ns, queue.last_end_ns);
  queue.jobs.push_back({tag.bits(), since_ns});
}

void EarlyChecker::finish(Queue& queue, sim::JobTag tag, const JobLife* job) {
  const sim::TimeNs done_ns = job == nullptr ? 0 : job->done_ns;
  const auto found =
      std::find_if(queue.jobs.begin(), queue.jobs.end(),
                   [tag](const Running& running) { return running.tag == tag.bits(); });
  if (found == queue.jobs.end()) return;  // never run: killed, or refused by run_job
  const bool oldest = found == queue.jobs.begin();
  const sim::TimeNs end_ns = std::max(found->since_ns, done_ns);
  queue.jobs.erase(found);
  if (!oldest) return;
  queue.last_end_ns = std::max(queue.last_end_ns, end_ns);
  if (queue.jobs.empty()) return;
  queue.jobs.front().since_ns = std::max(queue.jobs.front().since_ns, end_ns);
}

sim::TimeNs EarlyChecker::tolerance_ns(sim::TimeNs timeout_ns) const {
  return exact_ && timeout_ns % sim::kTickNs == 0 ? 0 : sim::kTickNs;
}

void EarlyChecker::judge(const Queue& queue, std::uint64_t job) {
  if (queue.timeout_ns == sim::kForever) return;
  const sim::Worker* worker = world().workers().of(world().cpu().current());
  if (worker == nullptr || !worker->expired) return;  // somebody wanted it at once
  const auto found = std::find_if(queue.jobs.begin(), queue.jobs.end(),
                                  [job](const Running& running) { return running.tag == job; });
  if (found == queue.jobs.end()) return;  // it has finished
  const sim::TimeNs age_ns = world().now() - found->since_ns;
  if (age_ns + tolerance_ns(queue.timeout_ns) >= queue.timeout_ns) return;
  world().hazards().report(
      sim::HazardKind::early_timeout, sim::Where::here(), "drm_sched_job",
      fmt::format("the timeout handler is called for job {}, which has been the oldest for {} ns "
                  "at most; its timeout is {} ns",
                  text(sim::JobTag::from_bits(job)), age_ns, queue.timeout_ns));
}

}  // namespace drmsim::scenarios
