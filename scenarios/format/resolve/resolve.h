// Turns what was read into a ScenarioSpec: writes out abbreviations, connects names, and checks
// what no single key can be blamed for.
#pragma once

#include "scenarios/format/diagnostics.h"
#include "scenarios/format/document.h"
#include "scenarios/format/resolve/spec_entries.h"

namespace drmsim::scenarios {

// `root` is the document that `entries` was read from. Mistakes go to `diagnostics`; the result is
// of use only if there are none.
ScenarioSpec resolve(ScenarioEntries entries, const Node& root, Diagnostics& diagnostics);

}  // namespace drmsim::scenarios
