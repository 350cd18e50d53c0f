// [defaults]: what every table of a kind says that does not say otherwise.
#pragma once

#include "scenarios/format/diagnostics.h"
#include "scenarios/format/document.h"

namespace drmsim::scenarios {

// The tables of the scenario with their defaults laid under them (table_merge.h). Reports mistakes
// in [defaults], once for each place, however many tables have them then.
Node with_defaults(const Node& root, Diagnostics& diagnostics);

}  // namespace drmsim::scenarios
