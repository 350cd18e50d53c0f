// The inverse of resolve.h: a ScenarioSpec as the keys of a file would say it.
//
// Numbered jobs and clients become one table with `count`, entities that only one client uses
// become its `rings`, and what follows from a ring's name or slots is left out.
#pragma once

#include "scenarios/format/resolve/spec_entries.h"
#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

ScenarioEntries abbreviate(const ScenarioSpec& spec);

}  // namespace drmsim::scenarios
