#include "tools/timeline/credit_count.h"

#include <algorithm>

namespace drmsim::timeline {

using sim::EventKind;

std::uint64_t CreditCount::of(sim::NameId sched) const {
  const auto found = in_use_.find(sched);
  return found == in_use_.end() ? 0 : found->second;
}

bool CreditCount::set(sim::NameId sched, std::uint64_t credits) {
  in_use_[sched] = credits;
  changed_ = sched;
  return true;
}

bool CreditCount::run(const sim::Event& event) {
  const sim::NameId sched = event.name(1);
  const std::uint64_t before = of(sched);
  const bool is_told = event.kind == EventKind::run_job;
  const bool is_first = of_job_.count(event.job(0).bits()) == 0;
  if (!is_told && !is_first) return false;
  const std::uint64_t after = is_told ? event.field[3] : before + 1;
  if (is_first) of_job_[event.job(0).bits()] = after > before ? after - before : 1;
  return set(sched, after);
}

bool CreditCount::done(const sim::Event& event) {
  const auto job = of_job_.find(event.job(0).bits());
  if (job == of_job_.end()) return false;
  const std::uint64_t before = of(event.name(1));
  const std::uint64_t after = before - std::min(before, job->second);
  of_job_.erase(job);
  return set(event.name(1), after);
}

bool CreditCount::on_event(const sim::Event& event) {
  switch (event.kind) {
    case EventKind::sched_init:
      return set(event.name(0), 0);
    case EventKind::push:
      return set(event.name(2), event.field[5]);
    case EventKind::run_job:
    case EventKind::run_job_none:
      return run(event);
    case EventKind::finished:
      return done(event);
    case EventKind::stopped:  // every pending job gives them back, until the restart
      return set(event.name(0), 0);
    case EventKind::restart:
      return set(event.name(0), event.field[1]);
    default:
      return false;
  }
}

}  // namespace drmsim::timeline
