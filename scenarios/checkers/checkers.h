// All checkers of a run, as one observer of its log.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "scenarios/checkers/job_life.h"
#include "scenarios/checkers/job_life_checker.h"
#include "scenarios/checkers/outcome_checker.h"
#include "scenarios/checkers/recovery_checker.h"

namespace drmsim::scenarios {

class Checkers final : public sim::EventObserver {
 public:
  explicit Checkers(sim::World& world);

  void on_event(const sim::Event& event) override;
  const JobLives& lives() const { return lives_; }

 private:
  JobLives lives_;
  RecoveryChecker recovery_;
  JobLifeChecker job_life_;
  OutcomeChecker outcome_;
  const std::array<EventChecker*, 3> checkers_;
};

}  // namespace drmsim::scenarios
