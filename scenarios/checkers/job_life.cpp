#include "scenarios/checkers/job_life.h"

namespace drmsim::scenarios {

using sim::EventKind;

bool event_names_job(EventKind kind) {
  switch (kind) {
    case EventKind::push:
    case EventKind::run_job:
    case EventKind::run_job_none:
    case EventKind::scheduled:
    case EventKind::finished:
    case EventKind::free_job:
    case EventKind::timedout_job:
    case EventKind::karma:
    case EventKind::false_timeout:
    case EventKind::hw_start:
    case EventKind::hw_done:
    case EventKind::hw_kill:
      return true;
    default:
      return false;
  }
}

const JobLife* JobLives::find(sim::JobTag job) const {
  const auto found = lives_.find(job.bits());
  return found == lives_.end() ? nullptr : &found->second;
}

sim::NameId JobLives::waits_behind(sim::NameId sched) const {
  const auto found = waits_behind_.find(sched);
  return found == waits_behind_.end() ? 0 : found->second;
}

JobLife* JobLives::find_mutable(sim::JobTag job) {
  const auto found = lives_.find(job.bits());
  return found == lives_.end() ? nullptr : &found->second;
}

// What the ring had, or was about to fetch, is gone.
void JobLives::drop(sim::NameId ring) {
  for (auto& [bits, life] : lives_) {
    if (life.sched != ring || life.runs == 0 || life.hardware_done) continue;
    life.dropped = true;
    life.on_hardware = false;
  }
}

void JobLives::update(const sim::Event& event) {
  switch (event.kind) {
    case EventKind::push: {
      JobLife& life = lives_[event.job(0).bits()];
      life = {};
      life.tag = event.job(0);
      life.entity = event.name(1);
      life.sched = event.name(2);
      life.number = ++pushed_;
      return;
    }
    case EventKind::hw_wait:
      waits_behind_[event.name(0)] = event.name(1);
      return;
    case EventKind::hw_reset:
      drop(event.name(0));
      [[fallthrough]];
    case EventKind::timedout_job:
    case EventKind::stopped:
    case EventKind::resubmit:
    case EventKind::restart:
      ++recoveries_;
      return;
    case EventKind::free_job:
      lives_.erase(event.job(0).bits());
      return;
    default:
      break;
  }
  JobLife* const life = event_names_job(event.kind) ? find_mutable(event.job(0)) : nullptr;
  if (life == nullptr) return;
  switch (event.kind) {
    case EventKind::run_job:
      ++life->runs;
      life->recoveries = recoveries_;
      life->without_fence = false;
      life->dropped = false;
      break;
    case EventKind::run_job_none:
      life->without_fence = true;
      break;
    case EventKind::scheduled:
      life->scheduled = true;
      break;
    case EventKind::finished:
      life->finished = true;
      break;
    case EventKind::hw_start:
      life->on_hardware = life->hardware_tells = true;
      waits_behind_.erase(event.name(1));
      break;
    case EventKind::hw_done:
      life->on_hardware = false;
      life->hardware_done = true;
      break;
    case EventKind::hw_kill:
      life->killed = true;
      life->on_hardware = false;
      break;
    default:
      break;
  }
}

}  // namespace drmsim::scenarios
