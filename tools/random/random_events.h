// What happens to a random scenario from outside: actions, and faults by place and time.
#pragma once

#include "scenarios/format/scenario_spec.h"
#include "tools/random/draw.h"

namespace drmsim::scenarios {

// Needs the rings, entities and jobs.
void add_random_events(ScenarioSpec& spec, Draw& draw);

}  // namespace drmsim::scenarios
