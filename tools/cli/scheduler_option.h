// The option --scheduler, which several commands have.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace drmsim::tools {

// Throws, while the command line is read, if there is no such scheduler.
void add_scheduler_option(CLI::App& command, std::string& scheduler);

// `kernel` is short for the tree that comes with the build.
std::string full_scheduler_name(const std::string& scheduler);

}  // namespace drmsim::tools
