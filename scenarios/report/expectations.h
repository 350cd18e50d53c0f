// [expect] and [always] against what was measured.
#pragma once

#include <string>
#include <vector>

#include "scenarios/format/scenario_spec.h"
#include "scenarios/report/run_report.h"

namespace drmsim::scenarios {

// Whether one of the two says that this kind of hazard is reported.
bool expects_hazard(const ScenarioSpec& spec, sim::HazardKind kind);
// Whether one of the two says that the job does not finish, or judges by number how many do not.
bool may_stay_unfinished(const ScenarioSpec& spec, const std::string& job);

// Everything that is not as asked for: of [expect], then of [always], each in the order of the keys
// in FORMAT.md. Hazards that nobody expects are not in the list: they are marked in the report.
std::vector<Unmet> check_expectations(const ScenarioSpec& spec, const RunReport& report);

}  // namespace drmsim::scenarios
