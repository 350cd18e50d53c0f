// Reads a batch step: ctx.engine.duration.deps.wait
#pragma once

#include "tools/wsim/step_cursor.h"
#include "tools/wsim/workload_step.h"

namespace drmsim::scenarios::wsim {

// The batch under `cursor`, whose next field is the context. Throws InputError.
Action read_batch(StepCursor& cursor);

}  // namespace drmsim::scenarios::wsim
