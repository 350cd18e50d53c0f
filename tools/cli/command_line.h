// The drmsim command: what it understands, and its exit status.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/console.h"

namespace drmsim::tools {

// 0: as expected; 1: a hazard, or an expectation that was not met; 2: the input or the command line
// is wrong, or a file cannot be written.
enum ExitStatus : int { kAsExpected = 0, kNotAsExpected = 1, kBadInput = 2 };

// `arguments` without the program's name. Never throws.
int run_command_line(const std::vector<std::string>& arguments, const Console& console);

}  // namespace drmsim::tools
