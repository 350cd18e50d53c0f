// The rings of a random scenario, with their schedulers, drivers and the hardware around them.
#pragma once

#include <string>
#include <vector>

#include "scenarios/format/scenario_spec.h"
#include "tools/random/draw.h"

namespace drmsim::scenarios {

void add_random_machine(ScenarioSpec& spec, Draw& draw, const std::vector<std::string>& policies);

}  // namespace drmsim::scenarios
