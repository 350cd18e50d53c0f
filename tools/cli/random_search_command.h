// `drmsim explore --random N`: random scenarios without a mistake, and what went wrong in them.
#pragma once

#include "tools/cli/console.h"
#include "tools/cli/explore_arguments.h"

namespace drmsim::tools {

int explore_random_scenarios(const ExploreArguments& arguments, const Console& console);

}  // namespace drmsim::tools
