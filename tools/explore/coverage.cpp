#include "tools/explore/coverage.h"

#include <algorithm>

namespace drmsim::scenarios {
namespace {

using sim::EventKind;

bool has_job(EventKind kind) {
  return kind == EventKind::timedout_job || kind == EventKind::hw_done ||
         kind == EventKind::finished || kind == EventKind::free_job;
}

}  // namespace

const char* recovery_step_name(RecoveryStep step) {
  switch (step) {
    case RecoveryStep::none:
      return "none";
    case RecoveryStep::timed_out:
      return "timed out";
    case RecoveryStep::stopped:
      return "stopped";
    case RecoveryStep::reset:
      return "reset";
    case RecoveryStep::resubmitted:
      return "resubmitted";
  }
  return "";
}

std::uint32_t Situation::number() const {
  return (static_cast<std::uint32_t>(event) * kJobStates + static_cast<std::uint32_t>(state)) *
             kRecoverySteps +
         static_cast<std::uint32_t>(step);
}

Situation Situation::from_number(std::uint32_t number) {
  Situation situation;
  situation.step = static_cast<RecoveryStep>(number % kRecoverySteps);
  number /= kRecoverySteps;
  situation.state = static_cast<JobState>(number % kJobStates);
  situation.event = static_cast<sim::EventKind>(number / kJobStates);
  return situation;
}

const std::vector<EventKind>& Coverage::events() {
  static const std::vector<EventKind> kinds{
      EventKind::hw_done,  EventKind::irq,          EventKind::finished,
      EventKind::free_job, EventKind::timedout_job, EventKind::stopped,
      EventKind::hw_reset, EventKind::resubmit,     EventKind::restart};
  return kinds;
}

void Coverage::on_event(const sim::Event& event, const JobLife* job) {
  const JobLife* const live = job == nullptr || job->freed ? nullptr : job;
  see(event, live);
  count_jobs(event, live);
  move_on(event);
}

void Coverage::see(const sim::Event& event, const JobLife* job) {
  const auto& kinds = events();
  if (std::find(kinds.begin(), kinds.end(), event.kind) == kinds.end()) return;
  if (has_job(event.kind)) {
    if (job == nullptr) return;
    seen_.insert(Situation{job->phase, event.kind, rings_[job->sched].step}.number());
    return;
  }
  const auto ring = rings_.find(event.name(0));
  if (ring == rings_.end()) return;
  for (std::size_t state = 0; state < kJobStates; ++state) {
    if (ring->second.jobs[state] == 0) continue;
    seen_.insert(Situation{static_cast<JobState>(state), event.kind, ring->second.step}.number());
  }
}

std::uint64_t& Coverage::jobs(sim::NameId ring, JobState state) {
  return rings_[ring].jobs[static_cast<std::size_t>(state)];
}

// Of each ring and state, so that an event of the ring need not look at every job.
void Coverage::count_jobs(const sim::Event& event, const JobLife* job) {
  if (job != nullptr) --jobs(job->sched, job->phase);
  switch (event.kind) {
    case EventKind::push:
      ++jobs(event.name(2), JobState::queued);
      break;
    case EventKind::run_job:
    case EventKind::run_job_none:
      if (job != nullptr) ++jobs(event.name(1), phase_after(event.kind, job->phase));
      break;
    case EventKind::free_job:
      break;
    default:
      if (job != nullptr) ++jobs(job->sched, phase_after(event.kind, job->phase));
      break;
  }
}

void Coverage::move_on(const sim::Event& event) {
  switch (event.kind) {
    case EventKind::timedout_job:
      rings_[event.name(1)].step = RecoveryStep::timed_out;
      break;
    case EventKind::stopped:
      rings_[event.name(0)].step = RecoveryStep::stopped;
      break;
    case EventKind::hw_reset:
      rings_[event.name(0)].step = RecoveryStep::reset;
      break;
    case EventKind::resubmit:
      rings_[event.name(0)].step = RecoveryStep::resubmitted;
      break;
    case EventKind::restart:
      rings_[event.name(0)].step = RecoveryStep::none;
      break;
    default:
      break;
  }
}

}  // namespace drmsim::scenarios
