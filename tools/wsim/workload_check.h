// What the steps of a workload say about one another: references and working sets.
#pragma once

#include "tools/wsim/workload.h"

namespace drmsim::scenarios::wsim {

// Throws InputError with every reference that does not lead to the right kind of step, object or
// engine map, and every working set id that is used twice. gem_wsim finds part of this while it
// reads, and aborts on the rest when it gets there.
//
// Adds warnings about endless batches that nothing ends, and about a software fence that is the
// first step: on gem_wsim's timeline its place is 0, where it is signalled from the start.
void check_workload(Workload& workload);

}  // namespace drmsim::scenarios::wsim
