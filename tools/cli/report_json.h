// Results as JSON: `--json`. The keys are described in tools/README.md and stay as they are.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/run_outcome.h"

namespace drmsim::tools {

std::string reports_json(const std::vector<RunOutcome>& outcomes);

}  // namespace drmsim::tools
