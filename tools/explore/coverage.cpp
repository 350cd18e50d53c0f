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

const char* job_state_name(JobState state) {
  switch (state) {
    case JobState::queued:
      return "queued";
    case JobState::running:
      return "running";
    case JobState::completed:
      return "completed";
    case JobState::finished:
      return "finished";
  }
  return "";
}

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

void Coverage::on_event(const sim::Event& event) {
  see(event);
  move_on(event);
}

void Coverage::see(const sim::Event& event) {
  const auto& kinds = events();
  if (std::find(kinds.begin(), kinds.end(), event.kind) == kinds.end()) return;
  if (has_job(event.kind)) {
    const auto job = jobs_.find(event.job(0).bits());
    if (job == jobs_.end()) return;
    const RecoveryStep step = rings_[job->second.ring].step;
    seen_.insert(Situation{job->second.state, event.kind, step}.number());
    return;
  }
  const auto ring = rings_.find(event.name(0));
  if (ring == rings_.end()) return;
  for (std::size_t state = 0; state < kJobStates; ++state) {
    if (ring->second.jobs[state] == 0) continue;
    seen_.insert(Situation{static_cast<JobState>(state), event.kind, ring->second.step}.number());
  }
}

void Coverage::begin(std::uint64_t tag, sim::NameId ring) {
  end(tag);
  jobs_[tag] = LiveJob{ring, JobState::queued};
  ++rings_[ring].jobs[static_cast<std::size_t>(JobState::queued)];
}

void Coverage::move(std::uint64_t tag, JobState next) {
  const auto job = jobs_.find(tag);
  if (job == jobs_.end()) return;
  auto& jobs = rings_[job->second.ring].jobs;
  --jobs[static_cast<std::size_t>(job->second.state)];
  ++jobs[static_cast<std::size_t>(next)];
  job->second.state = next;
}

void Coverage::end(std::uint64_t tag) {
  const auto job = jobs_.find(tag);
  if (job == jobs_.end()) return;
  --rings_[job->second.ring].jobs[static_cast<std::size_t>(job->second.state)];
  jobs_.erase(job);
}

void Coverage::move_on(const sim::Event& event) {
  const auto state = [&](JobState next) { move(event.job(0).bits(), next); };
  switch (event.kind) {
    case EventKind::push:
      begin(event.job(0).bits(), event.name(2));
      break;
    case EventKind::run_job:
      state(JobState::running);
      break;
    case EventKind::hw_done:
      state(JobState::completed);
      break;
    case EventKind::finished:
      state(JobState::finished);
      break;
    case EventKind::free_job:
      end(event.job(0).bits());
      break;
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
