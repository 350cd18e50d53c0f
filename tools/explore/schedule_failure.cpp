#include "tools/explore/schedule_failure.h"

#include <fmt/format.h>

namespace drmsim::scenarios {

std::string ScheduleFailure::message() const {
  if (!unmet.has_value()) return hazard.message;
  return fmt::format("is {}, {} expected", unmet->actual, unmet->expected);
}

std::vector<ScheduleFailure> failures_of(const RunReport& report, bool plain_run) {
  std::vector<ScheduleFailure> failures;
  for (const HazardReport& hazard : report.hazards) {
    if (hazard.message_only) continue;
    failures.push_back(ScheduleFailure{hazard.identity, hazard, std::nullopt});
  }
  for (const Unmet& unmet : report.unmet) {
    if (!unmet.always && !plain_run) continue;
    failures.push_back(ScheduleFailure{"unmet " + unmet.full_key(), {}, unmet});
  }
  return failures;
}

}  // namespace drmsim::scenarios
