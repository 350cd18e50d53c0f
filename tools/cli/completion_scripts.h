// What makes a shell complete the commands, options and values of drmsim.
#pragma once

#include <string>

#include "tools/cli/command_shape.h"

namespace drmsim::tools {

// `drmsim` is the command itself, with all below it.
std::string bash_completion(const CommandShape& drmsim);
std::string zsh_completion(const CommandShape& drmsim);
std::string fish_completion(const CommandShape& drmsim);

}  // namespace drmsim::tools
