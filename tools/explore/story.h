// The story of a failure: what happened, what made it happen, and when it became inevitable.
//
// Repeats the failing run with a narrator, and then looks for the critical choice: from the last
// choice before the hazard backwards, the first at which another option lets the run end well.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/explore/explorer.h"
#include "tools/explore/narrator.h"

namespace drmsim::scenarios {

struct CriticalChoice {
  ToldDeviation other;         // what would have saved the run
  bool was_deviation = false;  // of the failing run: not to deviate there is enough
};

struct Story {
  ScheduleFailure failure;
  std::vector<ToldDeviation> deviations;
  std::uint64_t choices = 0;  // of the run
  std::uint64_t event_log_hash = 0;
  std::optional<CriticalChoice> critical;  // none: nothing that was tried saves it
};

// failure: best a shrunk one. tries_max bounds the search for the critical choice.
Story tell(const ScenarioSpec& spec, const Failure& failure, const MachineOptions& machine,
           std::uint64_t tries_max = 500);

}  // namespace drmsim::scenarios
