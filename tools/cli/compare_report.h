// The results of `drmsim compare`, for people and as JSON.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tools/cli/compare_arguments.h"
#include "tools/cli/compare_outcome.h"
#include "tools/cli/text_style.h"

namespace drmsim::tools {

using SchedulerNames = std::pair<std::string, std::string>;

// One scenario: a line if they are equivalent, else where they part.
std::string compare_text(const CompareOutcome& outcome, const SchedulerNames& schedulers,
                         const TextStyle& style);
// The last line: how many were compared and how many diverge.
std::string compare_summary(const std::vector<CompareOutcome>& outcomes,
                            const SchedulerNames& schedulers, const TextStyle& style);
// interrupted: these are not all. `cut` lists what is equivalent up to a limit only.
std::string compare_json(const std::vector<CompareOutcome>& outcomes,
                         const SchedulerNames& schedulers, bool interrupted);
// Compares the file again.
std::string compare_again(const std::string& file, const SchedulerNames& schedulers);

}  // namespace drmsim::tools
