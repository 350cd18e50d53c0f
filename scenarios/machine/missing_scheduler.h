// The scenario is about a scheduler that is not here: for `drmsim test` nothing is wrong with it.
#pragma once

#include "scenarios/format/input_error.h"
#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

class MissingScheduler : public InputError {
 public:
  explicit MissingScheduler(const ScenarioSpec& spec);
};

}  // namespace drmsim::scenarios
