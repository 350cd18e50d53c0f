// A random scenario from a seed: the same seed gives the same scenario, on every machine.
//
// Intuition: what a fuzzer feeds to two schedulers, so it keeps to what both must agree on. One to
// three rings, several entities and perhaps a client, 4 to 60 jobs, with dependencies, faults,
// kills, recoveries and interventions; all moments lie on one coarse grid, so that ties are
// frequent. Most runs have completions, timeouts and recoveries, and end without a hazard. Limits:
// all durations are fixed (two schedulers need not draw equally often), drivers make no mistakes
// with references, and nothing is preempted.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

// Complete and valid, as if read from a file; called `random_SEED`. All its rings have one of the
// policies, of which there is one at least.
ScenarioSpec random_scenario(std::uint64_t seed,
                             const std::vector<std::string>& policies = {"fifo", "rr"});

}  // namespace drmsim::scenarios
