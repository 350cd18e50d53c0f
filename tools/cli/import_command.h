// `drmsim import`: a capture of a real machine as a scenario, and how well it reproduces that.
#pragma once

#include "scenarios/machine/extensions.h"
#include "tools/cli/console.h"
#include "tools/cli/import_arguments.h"

namespace drmsim::tools {

// The exit status of the command. Throws InputError and OutputError.
int import_capture(const ImportArguments& arguments, const scenarios::Extensions& extensions,
                   const Console& console);

}  // namespace drmsim::tools
