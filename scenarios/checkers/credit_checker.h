// What jobs have taken of the credits is given back: none is in use when the scheduler goes and all
// of its jobs have been freed.
//
// Rule 3 of the bug catalogue. A scheduler that has lost credits hands out fewer jobs at a time, in
// the end none; one that has too many hands out more than the ring holds.
#pragma once

#include "scenarios/checkers/job_checker.h"
#include "scenarios/jobs/job_lives.h"

namespace drmsim::scenarios {

class CreditChecker final : public JobChecker {
 public:
  CreditChecker(sim::World& world, const JobLives& lives) : JobChecker(world), lives_(lives) {}
  void check(const sim::Event& event, const JobLife* job) override;

 private:
  const JobLives& lives_;
};

}  // namespace drmsim::scenarios
