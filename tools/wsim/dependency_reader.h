// Reads the dependency field of a batch: `0`, or a list separated by '/' of -K, f-K, s-K,
// rS-O, rS-A-B, wS-O and wS-A-B.
#pragma once

#include "tools/wsim/step_cursor.h"
#include "tools/wsim/workload_step.h"

namespace drmsim::scenarios::wsim {

// Adds what `field` says to `batch`. Whether a target is the right kind of step, and whether an
// object exists, cannot be known yet: workload_check.h. Throws InputError.
void read_dependencies(StepCursor& cursor, const Field& field, Batch& batch);

}  // namespace drmsim::scenarios::wsim
