// Builds a scenario's machine, runs it and reports.
#pragma once

#include "scenarios/format/scenario_spec.h"
#include "scenarios/machine/machine.h"
#include "scenarios/report/client_listener.h"
#include "scenarios/report/run_report.h"

namespace drmsim::scenarios {

// Throws InputError if the machine cannot be built. The observers of `options` see every event,
// also the hazards about jobs that were left over.
RunReport run_scenario(const ScenarioSpec& spec, const MachineOptions& options = {},
                       ClientListener* listener = nullptr);

}  // namespace drmsim::scenarios
