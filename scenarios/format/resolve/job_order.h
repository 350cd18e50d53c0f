// Finds jobs that would wait for each other for ever.
#pragma once

#include "scenarios/format/diagnostics.h"
#include "scenarios/format/resolve/name_table.h"
#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

// A job waits for the jobs in its `after`, and for the job that its entity's task submits before
// it. Reports the first circle among these. References to jobs that do not exist are ignored.
void check_job_order(const ScenarioSpec& spec, Diagnostics& diagnostics);
// The same for a million jobs, whose names somebody has numbered.
void check_job_order(const ScenarioSpec& spec, const NameTable& names, Diagnostics& diagnostics);

}  // namespace drmsim::scenarios
