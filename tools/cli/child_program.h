// Another program, run to its end, with what it says passed on.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace drmsim::tools {

// The program's exit status; 128 and the signal's number if one ended it. arguments[0] is the
// program: a path, or a name in $PATH. environment: NAME=VALUE, on top of this process's own. Its
// two streams are written to `out` and `err` line by line, as printable() has them. Once `stop`, a
// descriptor, can be read, the program and all that it has started get SIGTERM, again and again,
// after half a minute SIGKILL, and their end is waited for; -1: never. Throws std::system_error if
// it cannot be started.
int run_program(const std::vector<std::string>& arguments,
                const std::vector<std::string>& environment, std::ostream& out, std::ostream& err,
                int stop = -1);

}  // namespace drmsim::tools
