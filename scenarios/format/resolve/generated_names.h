// Finds names that the program itself gives: to the jobs of a client, to threads, interrupt lines
// and run queues.
#pragma once

#include "scenarios/format/diagnostics.h"
#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

// Of a process whose jobs follow each other: the task that does at its time what is done to the
// entity.
inline constexpr const char* kActionsSuffix = ":actions";

// Names have dots and colons, and so have those that are made of them: job 17 of client `app` is
// `app.17`, the worker of ring `gfx` is `run:gfx`. What a file defines may not have such a name,
// which a reader of the event log could not tell from the other. Reports both places.
void check_generated_names(const ScenarioSpec& spec, Diagnostics& diagnostics);

}  // namespace drmsim::scenarios
