// One line for each job as CSV, for people's own plots: `--jobs`.
//
// Columns: job, client, ring, submitted_ns, ready_ns, started_ns, completed_ns, finished_ns, error,
// attempts, deadline_ns. Times are virtual, in ns; empty: it has not happened. started and
// completed are those of its last time on an engine. error: 0 or a negative errno,
// of a finished job. What happens while the machine is taken down at the end is in it, too. A name
// with a comma, a quote or a line break is quoted (RFC 4180).
#pragma once

#include <ostream>

#include "tools/timeline/run_timeline.h"

namespace drmsim::timeline {

void write_job_csv(const RunTimeline& timeline, std::ostream& out);

}  // namespace drmsim::timeline
