// `drmsim compare`: the same scenarios on two schedulers, and where they part.
#pragma once

#include "scenarios/machine/extensions.h"
#include "tools/cli/compare_arguments.h"
#include "tools/cli/console.h"

namespace drmsim::tools {

// The exit status of the command. `extensions` has the schedulers to choose from.
int compare_inputs(const CompareArguments& arguments, const scenarios::Extensions& extensions,
                   const Console& console);

}  // namespace drmsim::tools
