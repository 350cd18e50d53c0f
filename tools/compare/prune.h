// Makes a scenario whole again after something was taken out of it.
#pragma once

#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

// Drops whatever refers to a ring, entity or job that is gone, the hardware that no ring uses, and
// [expect]. False if what is left is no scenario: no ring, jobs that wait in a circle, or a client
// that would submit without end in one instant.
bool prune(ScenarioSpec& spec);

}  // namespace drmsim::scenarios
