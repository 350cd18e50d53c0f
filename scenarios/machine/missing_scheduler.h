// The scenario is about a scheduler that is not here: for `drmsim test` nothing is wrong with it.
#pragma once

#include "scenarios/format/input_error.h"
#include "scenarios/format/scenario_spec.h"
#include "sched/kernel/kernels.h"

namespace drmsim::scenarios {

class MissingScheduler : public InputError {
 public:
  explicit MissingScheduler(const ScenarioSpec& spec)
      : InputError(error_at(spec, spec.scheduler.where,
                            "the scheduler `" + spec.scheduler.name + "` is not here" +
                                kernel::how_to_get(spec.scheduler.name))) {}
};

}  // namespace drmsim::scenarios
