// Which jobs depend on which, as the scenario's file says (`after`).
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "scenarios/format/scenario_spec.h"
#include "sim/world.h"

namespace drmsim::scenarios {

// JobTag::bits() of those that a job waits for, by its own.
std::map<std::uint64_t, std::vector<std::uint64_t>> job_dependencies(sim::World& world,
                                                                     const ScenarioSpec& spec);

}  // namespace drmsim::scenarios
