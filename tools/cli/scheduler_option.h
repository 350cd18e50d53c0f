// The option --scheduler, which several commands have.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace drmsim::drm {
class Implementations;
}

namespace drmsim::tools {

// Throws, while the command line is read, if there is no such scheduler.
void add_scheduler_option(CLI::App& command, std::string& scheduler);

// Whether all of them are there; says of the first that is not what could be meant.
bool know_schedulers(const std::vector<std::string>& names, const drm::Implementations& known,
                     std::ostream& err);

// `kernel` is short for the tree that comes with the build.
std::string full_scheduler_name(const std::string& scheduler);

}  // namespace drmsim::tools
