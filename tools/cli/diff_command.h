// `drmsim diff`: two runs, and what became better and worse for each client.
#pragma once

#include "scenarios/machine/extensions.h"
#include "tools/cli/console.h"
#include "tools/cli/diff_arguments.h"

namespace drmsim::tools {

// 0: both ran, whatever became of it. Throws InputError, OutputError.
int diff_runs(const DiffArguments& arguments, const scenarios::Extensions& extensions,
              const Console& console);

}  // namespace drmsim::tools
