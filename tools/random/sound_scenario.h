// A random scenario in which everything is as it should be, to be explored.
//
// Intuition: a program without a mistake; what goes wrong in it is somebody else's. Mechanism: a
// random scenario as it is compared (random_scenario.h), shortened to a dozen jobs, of which what
// is wrong has been put right: sound_rules.h.
#pragma once

#include <cstdint>

#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

// Complete and valid, as if read from a file; called `random_SEED`. unserialised_timeouts: rings
// that are reset together have timeout queues as the compared scenarios draw them (B1).
ScenarioSpec random_sound_scenario(std::uint64_t seed, bool unserialised_timeouts = false);

}  // namespace drmsim::scenarios
