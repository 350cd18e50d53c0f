// What is said about a command line that is not understood.
#pragma once

#include <string>

#include "tools/cli/commands.h"

namespace drmsim::tools {

// "drmsim run: there is no option `--evnets`; did you mean `--events`?", and where the help is. Of
// a command line that was parsed, in vain.
std::string usage_mistake(const CLI::App& app, const CLI::ParseError& error);

}  // namespace drmsim::tools
