#include "scenarios/checkers/score_checker.h"

#include <algorithm>

#include <fmt/format.h>

namespace drmsim::scenarios {

using sim::EventKind;

ScoreChecker::ScoreChecker(sim::World& world, const ScenarioSpec& spec) : EventChecker(world) {
  for (const EntitySpec& entity : spec.entities) {
    for (const NameRef& ring : entity.rings) {
      entities_[world.intern(ring.name)].insert(world.intern(entity.name));
    }
  }
}

void ScoreChecker::on_event(const sim::Event& event) {
  switch (event.kind) {
    case EventKind::push:
      jobs_[event.job(0).bits()] = event.name(2);
      break;
    case EventKind::free_job:
      jobs_.erase(event.job(0).bits());
      break;
    case EventKind::entity_kill:
    case EventKind::entity_destroy:
      for (auto& [sched, entities] : entities_) entities.erase(event.name(0));
      break;
    case EventKind::sched_fini:
      judge(event);
      break;
    default:
      break;
  }
}

void ScoreChecker::judge(const sim::Event& fini) {
  const sim::NameId sched = fini.name(0);
  const std::int64_t score = fini.integer(2);
  const auto is_its = [sched](const auto& job) { return job.second == sched; };
  if (score == 0 || !entities_[sched].empty()) return;
  if (std::any_of(jobs_.begin(), jobs_.end(), is_its)) return;
  world().hazards().report(
      sim::HazardKind::score_leak, sim::Where::here(), "drm_gpu_scheduler",
      fmt::format("scheduler {} goes with a score of {}, and every entity and job of its has gone",
                  text(sched), score));
}

}  // namespace drmsim::scenarios
