// `drmsim explore`: many schedules of one scenario, and what came of them.
#pragma once

#include "tools/cli/console.h"
#include "tools/cli/explore_arguments.h"

namespace drmsim::tools {

// 0: no schedule had a hazard; 1: some had. Throws InputError, OutputError.
int explore_scenario(const ExploreArguments& arguments, const Console& console);

}  // namespace drmsim::tools
