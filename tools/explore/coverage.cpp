#include "tools/explore/coverage.h"

#include <algorithm>

namespace drmsim::scenarios {
namespace {

using sim::EventKind;

// Where the name of the ring is among the event's fields.
std::size_t ring_field(EventKind kind) {
  switch (kind) {
    case EventKind::timedout_job:
    case EventKind::hw_done:
    case EventKind::finished:
      return 1;
    default:
      return 0;
  }
}

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

void Coverage::add(const LiveJob& job, EventKind event) {
  seen_.insert(Situation{job.state, event, steps_[job.ring]}.number());
}

void Coverage::see(const sim::Event& event) {
  const auto& kinds = events();
  if (std::find(kinds.begin(), kinds.end(), event.kind) == kinds.end()) return;
  if (has_job(event.kind)) {
    const auto job = jobs_.find(event.job(0).bits());
    if (job != jobs_.end()) add(job->second, event.kind);
    return;
  }
  const sim::NameId ring = event.name(ring_field(event.kind));
  for (const auto& [tag, job] : jobs_) {
    if (job.ring == ring) add(job, event.kind);
  }
}

void Coverage::move_on(const sim::Event& event) {
  const auto state = [&](JobState next) {
    const auto job = jobs_.find(event.job(0).bits());
    if (job != jobs_.end()) job->second.state = next;
  };
  switch (event.kind) {
    case EventKind::push:
      jobs_[event.job(0).bits()] = LiveJob{event.name(2), JobState::queued};
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
      jobs_.erase(event.job(0).bits());
      break;
    case EventKind::timedout_job:
      steps_[event.name(1)] = RecoveryStep::timed_out;
      break;
    case EventKind::stopped:
      steps_[event.name(0)] = RecoveryStep::stopped;
      break;
    case EventKind::hw_reset:
      steps_[event.name(0)] = RecoveryStep::reset;
      break;
    case EventKind::resubmit:
      steps_[event.name(0)] = RecoveryStep::resubmitted;
      break;
    case EventKind::restart:
      steps_[event.name(0)] = RecoveryStep::none;
      break;
    default:
      break;
  }
}

}  // namespace drmsim::scenarios
