// Runs gem_wsim workloads: the way in for programs.
//
//   WsimPlan plan(options);              // throws InputError;
//   plan.workloads()[i].workload.warnings WsimOutcome outcome = run_workloads(plan);
//   gem_wsim_text(outcome.result);       // "10.000s elapsed (100.000 workloads/s)\n"
//   outcome.report;                      // rings, clients, hazards, as of any scenario
#pragma once

#include "scenarios/machine/machine.h"
#include "scenarios/report/run_report.h"
#include "tools/wsim/wsim_plan.h"
#include "tools/wsim/wsim_result.h"

namespace drmsim::scenarios::wsim {

struct WsimOutcome {
  WsimResult result;
  RunReport report;
};

// At the end of time of `options`, if there is one, clients end at their next step. Throws
// InputError if the machine cannot be built: an unknown policy.
WsimOutcome run_workloads(const WsimPlan& plan, const MachineOptions& options = {});

}  // namespace drmsim::scenarios::wsim
