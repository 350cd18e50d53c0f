#include "scenarios/checkers/score_checker.h"

#include <fmt/format.h>

namespace drmsim::scenarios {

using sim::EventKind;

ScoreChecker::ScoreChecker(sim::World& world, const JobLives& lives, const ScenarioSpec& spec)
    : JobChecker(world), lives_(lives) {
  for (const EntitySpec& entity : spec.entities) {
    for (const NameRef& ring : entity.rings) {
      entities_[world.intern(ring.name)].insert(world.intern(entity.name));
    }
  }
}

void ScoreChecker::check(const sim::Event& event, const JobLife*) {
  switch (event.kind) {
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
  if (score == 0 || !entities_[sched].empty() || lives_.any_unfreed_of(sched)) return;
  world().hazards().report(
      sim::HazardKind::score_leak, sim::Where::here(), "drm_gpu_scheduler",
      fmt::format("scheduler {} goes with a score of {}, and every entity and job of its has gone",
                  text(sched), score));
}

}  // namespace drmsim::scenarios
