// The command lines of `drmsim explore` and `drmsim replay`.
#pragma once

#include <vector>

#include "tools/cli/explore_arguments.h"

namespace CLI {
class App;
}

namespace drmsim::tools {

void add_explore_options(CLI::App& explore, ExploreArguments& arguments);
void finish_explore_options(const CLI::App& explore, ExploreArguments& arguments);
void add_replay_options(CLI::App& replay, ReplayArguments& arguments);
void finish_replay_options(const CLI::App& replay, const ReplayArguments& arguments);
std::vector<OutputOption> outputs_of(const ReplayArguments& arguments);  // what a replay writes

}  // namespace drmsim::tools
