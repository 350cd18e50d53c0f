// Finds clients that say too little, or what means nothing.
#pragma once

#include "scenarios/format/diagnostics.h"
#include "scenarios/format/resolve/spec_entries.h"

namespace drmsim::scenarios {

// Of the tables: keys that exclude each other, clients without end that do not say when, and steps.
void check_client_keys(const ScenarioEntries& entries, Diagnostics& diagnostics);

// Whether an endless client submits again and again in one instant: nothing makes it wait.
bool loops_in_one_instant(const ScenarioSpec& spec, const ClientSpec& client);

// Of all clients, copies counted: whom each starts after. References to clients that do not exist
// are ignored.
void check_client_starts(const ScenarioSpec& spec, Diagnostics& diagnostics);

}  // namespace drmsim::scenarios
