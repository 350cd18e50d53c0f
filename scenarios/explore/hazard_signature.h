// What makes two hazards the same bug: the kind, and the place in the code that found it.
//
// Messages name jobs, times and numbers, which differ from schedule to schedule. A hazard without
// a place (a stall, a leak) is told by its message with every number and name of an object left
// out.
#pragma once

#include <string>

#include "scenarios/report/run_report.h"

namespace drmsim::scenarios {

// "use_after_free at sched/scheduler.cpp:210"
std::string hazard_signature(const HazardReport& hazard);

}  // namespace drmsim::scenarios
