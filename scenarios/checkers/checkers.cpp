#include "scenarios/checkers/checkers.h"

namespace drmsim::scenarios {

Checkers::Checkers(sim::World& world)
    : recovery_(world),
      job_life_(world, lives_),
      outcome_(world),
      checkers_{&recovery_, &job_life_, &outcome_} {}

void Checkers::on_event(const sim::Event& event) {
  if (event.kind == sim::EventKind::hazard || event.kind == sim::EventKind::preempt) return;
  const JobLife* const job = event_names_job(event.kind) ? lives_.find(event.job(0)) : nullptr;
  for (EventChecker* checker : checkers_) checker->check(event, job);
  lives_.update(event);
}

}  // namespace drmsim::scenarios
