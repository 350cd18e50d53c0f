// The result of a run for a person: tables, then what went wrong, then the verdict.
#pragma once

#include <string>

#include "tools/cli/run_outcome.h"
#include "tools/cli/text_style.h"

namespace drmsim::tools {

// Several lines, each ended.
std::string report_table(const RunOutcome& outcome, const TextStyle& style);

// One line for a run among many: verdict, file, what it was about.
std::string report_line(const RunOutcome& outcome, const TextStyle& style);

// One hazard, with the life of its object.
std::string hazard_text(const scenarios::HazardReport& hazard, const TextStyle& style);

// Hazards with their stories, unmet expectations, and the command that repeats the run. Empty if
// there is nothing of it.
std::string problems_text(const RunOutcome& outcome, const TextStyle& style);

}  // namespace drmsim::tools
