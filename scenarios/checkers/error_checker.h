// The error of a finished fence agrees with what the hardware did.
//
// Success: the hardware has executed the job to its end. An error: it has not. Item (i) of
// the bug catalogue's set of checkers: robust contexts depend on it.
#pragma once

#include "scenarios/checkers/job_checker.h"

namespace drmsim::scenarios {

class ErrorChecker final : public JobChecker {
 public:
  using JobChecker::JobChecker;
  void check(const sim::Event& event, const JobLife* job) override;
};

}  // namespace drmsim::scenarios
