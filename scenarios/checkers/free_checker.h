// A job is not freed while the hardware executes it: it would go on in memory of somebody else.
//
// Rule 19 of the bug catalogue, and entry B9.
#pragma once

#include "scenarios/checkers/job_checker.h"

namespace drmsim::scenarios {

class FreeChecker final : public JobChecker {
 public:
  using JobChecker::JobChecker;
  void check(const sim::Event& event, const JobLife* job) override;
};

}  // namespace drmsim::scenarios
