// One thing that was wrong in a schedule: a hazard, or an expectation that was not met.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/report/run_report.h"

namespace drmsim::scenarios {

struct ScheduleFailure {
  std::string identity;        // the same bug has the same in every schedule
  HazardReport hazard;         // if not
  std::optional<Unmet> unmet;  // this

  // What happened, in a sentence.
  std::string message() const;
};

// Hazards in the order in which they showed, then expectations. [always] is asked in every
// schedule, [expect] in the plain run. What kernel code says about itself is no failure.
std::vector<ScheduleFailure> failures_of(const RunReport& report, bool plain_run);

// Failures: a list of ScheduleFailure, or of what is one.
template <typename Failures>
bool has_failure(const Failures& failures, const std::string& identity) {
  return std::any_of(failures.begin(), failures.end(), [&identity](const ScheduleFailure& failure) {
    return failure.identity == identity;
  });
}

}  // namespace drmsim::scenarios
