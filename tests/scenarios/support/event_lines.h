// A scenario's event log as text, of the kinds that a test asks for.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "sim/event_log.h"

namespace drmsim::tests {

using Lines = std::vector<std::string>;

// "5000 refused job=y entity=a reason=entity_gone" of each, in order. The run has no hazard.
Lines event_lines(const std::string& scenario, std::initializer_list<sim::EventKind> kinds);

}  // namespace drmsim::tests
