// Finds actions that come too late, or too early, to mean anything.
#pragma once

#include "scenarios/format/diagnostics.h"
#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

// Nothing can be done to a ring whose driver has gone; resume_timeout needs a suspend_timeout, and
// resume a suspend; an entity does not move to a ring that goes away; processes have names that
// jobs have given them. Actions happen in the order of `at`, then of the file. What a process does
// that has ended, or to an entity that has gone, is refused when it happens, as its submissions
// are.
void check_action_order(const ScenarioSpec& spec, Diagnostics& diagnostics);

}  // namespace drmsim::scenarios
