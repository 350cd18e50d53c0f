// Reads `w.ID.SIZES` and `W.ID.SIZES`: the objects that batches name in r and w dependencies.
#pragma once

#include "tools/wsim/step_cursor.h"
#include "tools/wsim/workload_step.h"

namespace drmsim::scenarios::wsim {

// The step under `cursor`, whose next field is the id. SIZES is a list, separated by '/' or by more
// fields, of [Cn]size[-size]: C copies, a size in bytes or with the suffix k, m or g (powers of
// 1024, either case), or a range of which every object draws its own. Throws InputError.
Action read_local_working_set(StepCursor& cursor);
Action read_shared_working_set(StepCursor& cursor);

}  // namespace drmsim::scenarios::wsim
