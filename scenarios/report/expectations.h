// [expect] against what was measured.
#pragma once

#include <vector>

#include "scenarios/format/expect_spec.h"
#include "scenarios/report/run_report.h"

namespace drmsim::scenarios {

// Whether [expect] says that this kind of hazard is reported.
bool expects_hazard(const ExpectSpec& expect, sim::HazardKind kind);

// Everything that is not as asked for, in the order of the keys in FORMAT.md. Hazards that nobody
// expects are not in the list: they are marked in the report.
std::vector<Unmet> check_expectations(const ExpectSpec& expect, const RunReport& report);

}  // namespace drmsim::scenarios
