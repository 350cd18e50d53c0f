// One schedule of a scenario: a run in which a strategy answers every choice.
#pragma once

#include <cstdint>
#include <vector>

#include "scenarios/format/scenario_spec.h"
#include "scenarios/machine/machine.h"
#include "scenarios/report/run_report.h"
#include "sim/choices.h"
#include "sim/strategies/deviation.h"
#include "tools/explore/coverage.h"
#include "tools/explore/schedule_failure.h"

namespace drmsim::scenarios {

struct ScheduleResult {
  std::vector<ScheduleFailure> failures;  // none: it ended well
  std::uint64_t outcome = 0;              // hash of which jobs finished how, in which order
  std::uint64_t choices = 0;              // made in the run
  sim::Deviations deviations;
  Situations situations;  // that it went through
  RunReport report;
};

// How long the run took, in choices. What goes round for ever makes few of them, and takes long to
// say so; and a machine of many rings takes longer to build than to run.
std::uint64_t work_of(const ScheduleResult& result);

// Runs `spec` once. The seed is that of the strategy and of every number that the run draws.
// `options` may add observers and what else a run takes; its strategy and seed are not looked at.
ScheduleResult run_schedule(const ScenarioSpec& spec, sim::Strategy& strategy, std::uint64_t seed,
                            const MachineOptions& options = {});

}  // namespace drmsim::scenarios
