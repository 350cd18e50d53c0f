// The report of `drmsim explore`, for people and for programs.
#pragma once

#include <cstdint>
#include <string>

#include "tools/cli/explore_outcome.h"
#include "tools/cli/text_style.h"

namespace drmsim::tools {

// schedules: how many were searched.
std::string failure_text(const ExploredFailure& failure, std::uint64_t schedules,
                         const TextStyle& style);
// Which situations were seen, and which never: a line for each event and step of recovery.
std::string coverage_text(const scenarios::Situations& seen, const TextStyle& style);
std::string explore_text(const ExploreOutcome& outcome, const TextStyle& style);
std::string explore_json(const ExploreOutcome& outcome);

}  // namespace drmsim::tools
