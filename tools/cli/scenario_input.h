// A scenario named on a command line: what it says, and what its text hashes to.
#pragma once

#include <cstdint>
#include <string>

#include "scenarios/format/scenario_overrides.h"
#include "scenarios/format/scenario_spec.h"

namespace drmsim::tools {

struct ScenarioInput {
  scenarios::ScenarioSpec spec;
  std::uint64_t hash = 0;  // of the file's text
};

// By the file's ending: .toml, or .txt for a scheduler test case. `overrides` take the place of
// what it says; the hash is of the text alone. Throws InputError.
ScenarioInput load_input(const std::string& file,
                         const scenarios::ScenarioOverrides& overrides = {});

}  // namespace drmsim::tools
