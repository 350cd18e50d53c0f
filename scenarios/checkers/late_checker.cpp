#include "scenarios/checkers/late_checker.h"

#include <algorithm>

#include <fmt/format.h>

namespace drmsim::scenarios {

using sim::EventKind;

void LateChecker::check(const sim::Event& event, const JobLife*) {
  const sim::TimeNs now_ns = attended_ns();
  switch (event.kind) {
    case EventKind::sched_init:
      queues_[event.name(0)].timeout_ns = event.field[2];
      break;
    case EventKind::run_job: {
      Queue& queue = queues_[event.name(1)];
      if (event.field[2] != 1) break;  // replayed: it is in the queue
      if (queue.jobs.empty()) queue.since_ns = now_ns;
      queue.jobs.push_back(event.job(0).bits());
      break;
    }
    case EventKind::finished:
      finished(queues_[event.name(1)], event.job(0).bits(), now_ns);
      break;
    case EventKind::timedout_job:
      judge(queues_[event.name(1)], now_ns);
      queues_[event.name(1)].since_ns = now_ns;
      break;
    case EventKind::restart:
      queues_[event.name(0)].since_ns = now_ns;
      break;
    case EventKind::false_timeout:
      queues_[event.name(1)].since_ns = now_ns;
      break;
    default:
      break;
  }
}

void LateChecker::finished(Queue& queue, std::uint64_t job, sim::TimeNs now_ns) {
  const auto found = std::find(queue.jobs.begin(), queue.jobs.end(), job);
  if (found == queue.jobs.end()) return;  // never run: killed, or refused by run_job
  if (found == queue.jobs.begin()) {
    judge(queue, now_ns);
    queue.since_ns = now_ns;
  }
  queue.jobs.erase(found);
}

void LateChecker::judge(const Queue& queue, sim::TimeNs now_ns) {
  if (queue.jobs.empty() || queue.timeout_ns > sim::kForever / kTimeouts) return;
  if (now_ns - queue.since_ns <= kTimeouts * queue.timeout_ns) return;
  report(sim::HazardKind::late_timeout,
         fmt::format("job {} was the oldest for {} ns before anybody looked at it; its timeout is "
                     "{} ns",
                     text(sim::JobTag::from_bits(queue.jobs.front())), now_ns - queue.since_ns,
                     queue.timeout_ns));
}

}  // namespace drmsim::scenarios
