// The options that say something in place of a scenario file, as they do for a workload.
#pragma once

#include "scenarios/format/scenario_overrides.h"

namespace CLI {
class App;
}

namespace drmsim::tools {

// Those that are given are added to `overrides`, which must outlive the command.
void add_override_options(CLI::App& command, scenarios::ScenarioOverrides& overrides);

}  // namespace drmsim::tools
