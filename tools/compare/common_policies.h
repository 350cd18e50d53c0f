// The policies that two schedulers both have: what a scenario for the two of them may name.
#pragma once

#include <string>
#include <vector>

#include "scenarios/machine/extensions.h"

namespace drmsim::scenarios {

// In the order of their names, those that a program has added left out. `semantics`: the preset
// that the scenarios will name, or empty for the default. Empty if one of the schedulers cannot
// serve that.
std::vector<std::string> common_policies(const std::string& first, const std::string& second,
                                         const std::string& semantics,
                                         const Extensions& extensions);

}  // namespace drmsim::scenarios
