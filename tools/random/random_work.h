// The entities, jobs and clients of a random scenario.
#pragma once

#include "scenarios/format/scenario_spec.h"
#include "tools/random/draw.h"

namespace drmsim::scenarios {

// Needs the rings. No jobs wait for each other in a circle.
void add_random_work(ScenarioSpec& spec, Draw& draw);

// One ring, or several without repetition.
std::vector<NameRef> random_rings(const ScenarioSpec& spec, Draw& draw);
// One that every ring has a run queue for.
EntityPriority random_priority(const ScenarioSpec& spec, Draw& draw);

// What may go wrong with a job. Where `recovers` is false only what ends without a timeout.
JobFaultSpec random_fault(Draw& draw, bool recovers);

// Whether a job that hangs on one of these rings is timed out.
bool all_recover(const ScenarioSpec& spec, const std::vector<NameRef>& rings);

}  // namespace drmsim::scenarios
