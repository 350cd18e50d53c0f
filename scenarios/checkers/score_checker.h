// What entities and jobs have added to the load of a scheduler is taken away again: its score is 0
// when all of them have gone.
//
// drm_sched_pick_best() goes by that number: a scheduler that is left with some of it looks loaded
// for ever, and entities that may choose stay away. Until today killed jobs leave theirs (N4 of
// scenarios/files/bugs), which is why a scenario has to ask for this. Limits: knows the entities of
// the scenario's file, not those that a program adds.
#pragma once

#include <cstdint>
#include <map>
#include <set>

#include "scenarios/checkers/job_checker.h"
#include "scenarios/format/scenario_spec.h"
#include "scenarios/jobs/job_lives.h"

namespace drmsim::scenarios {

class ScoreChecker final : public JobChecker {
 public:
  ScoreChecker(sim::World& world, const JobLives& lives, const ScenarioSpec& spec);
  void check(const sim::Event& event, const JobLife* job) override;

 private:
  void judge(const sim::Event& fini);

  const JobLives& lives_;
  std::map<sim::NameId, std::set<sim::NameId>> entities_;  // by scheduler, until they are gone
};

}  // namespace drmsim::scenarios
