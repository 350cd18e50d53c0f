// Every scenario file of the project, for tests that ask what a switch is good for.
#pragma once

#include <cstdint>
#include <vector>

#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

// Those that run on the model, sorted by path.
std::vector<ScenarioSpec> scenario_files_of_the_model();

// Of the event log of its plain run, and of its hazards.
std::uint64_t run_hash(const ScenarioSpec& spec);

}  // namespace drmsim::scenarios
