// Changes that options of the command line make to a workload before it is checked and run.
#pragma once

#include "tools/wsim/workload.h"

namespace drmsim::scenarios::wsim {

// -a: the steps of `appended` behind those of `workload`. Their references, which only ever lead to
// steps of their own, stay right; contexts and working sets are then common to both.
void append_workload(Workload& workload, const Workload& appended);

// -f and -F: batch durations and delays (d steps) times a factor, rounded half away from zero.
// Periods (p) are not scaled. Throws InputError if a range of durations becomes empty, a delay
// becomes 0 (gem_wsim aborts on it), or a time no longer fits; a fixed duration may become 0.
// Both factors must be finite and above 0.
void scale_workload(Workload& workload, double duration_scale, double delay_scale);

}  // namespace drmsim::scenarios::wsim
