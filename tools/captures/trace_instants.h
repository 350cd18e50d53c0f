// Times that a writer has made distinct, as they were.
//
// Viewers do not keep the order of equal times, so a simulator's writer gives each event of an
// instant a nanosecond more than the one before. No kernel traces two events so close: what follows
// another by one nanosecond happened in the same instant.
#pragma once

#include <vector>

#include "tools/captures/captured_event.h"

namespace drmsim::scenarios {

// `events` by time; `all_ns`: the times of all events of the file, in any order.
void join_instants(std::vector<TraceEvent>& events, std::vector<sim::TimeNs> all_ns);

}  // namespace drmsim::scenarios
