// `drmsim replay`: repeats a recorded failure, and says whether it is the same.
#pragma once

#include "tools/cli/console.h"
#include "tools/cli/explore_arguments.h"

namespace drmsim::tools {

// 1: it failed as recorded, event log and all, as a run with a hazard does; 2: it did not, which
// is said. Throws InputError, OutputError.
int replay_failure(const ReplayArguments& arguments, const Console& console);

}  // namespace drmsim::tools
