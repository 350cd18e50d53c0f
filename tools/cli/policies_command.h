// `drmsim policies`: scenarios under each scheduling policy, and what their clients get.
#pragma once

#include "scenarios/machine/extensions.h"
#include "tools/cli/console.h"
#include "tools/cli/policies_arguments.h"

namespace drmsim::tools {

// The exit status of the command. `extensions` has the schedulers and policies to choose from.
int compare_policies(const PoliciesArguments& arguments, const scenarios::Extensions& extensions,
                     const Console& console);

}  // namespace drmsim::tools
