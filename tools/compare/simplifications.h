// Single steps towards a simpler scenario, for the shrinker: each sets one value.
#pragma once

#include <functional>
#include <vector>

#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

using Simplification = std::function<void(ScenarioSpec&)>;

// Single values to their defaults, in order of the file. One that is there already changes nothing.
std::vector<Simplification> resets_to_default(const ScenarioSpec& spec);
// Numbers to smaller ones, times to 0 or to rounder ones. Each makes a value smaller or nothing.
std::vector<Simplification> smaller_numbers(const ScenarioSpec& spec);

}  // namespace drmsim::scenarios
