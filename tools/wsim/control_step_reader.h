// Reads the steps that are not batches: one letter, then values.
#pragma once

#include <optional>

#include "tools/wsim/step_cursor.h"
#include "tools/wsim/workload_step.h"

namespace drmsim::scenarios::wsim {

// The control step under `cursor`, whose next field is its first; nothing, and no field taken, if
// that is not one of the step letters (upper and lower case differ). Throws InputError, also for
// the three steps that the simulator does not have: b, X and S.
std::optional<Action> read_control_step(StepCursor& cursor);

}  // namespace drmsim::scenarios::wsim
