// Karma is for the job that the hardware hangs in, and for no other.
//
// Rules 48 and 41 of the bug catalogue: recovery affects the offending context only.
#pragma once

#include "scenarios/checkers/job_checker.h"

namespace drmsim::scenarios {

class BlameChecker final : public JobChecker {
 public:
  using JobChecker::JobChecker;
  void check(const sim::Event& event, const JobLife* job) override;
};

}  // namespace drmsim::scenarios
