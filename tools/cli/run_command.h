// `drmsim run`: runs what it is given one after the other, and reports on each.
#pragma once

#include "tools/cli/console.h"
#include "tools/cli/run_arguments.h"

namespace drmsim::tools {

// The exit status of the command. Mistakes in an input are printed, one a line; the other inputs
// run. Throws OutputError.
int run_inputs(const RunArguments& arguments, const Console& console);

}  // namespace drmsim::tools
