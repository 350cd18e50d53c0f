// What a worker says about one unit: the part of an Exploration that its schedules make up.
#pragma once

#include <string>

#include "tools/explore/explorer.h"

namespace drmsim::scenarios {

std::string unit_text(const Exploration& unit);       // JSON
Exploration unit_from_text(const std::string& text);  // of unit_text()

std::string failure_text(const Failure& failure);  // JSON
Failure failure_from_text(const std::string& text);

// Adds what comes next in the order of schedules.
void append(Exploration& all, const Exploration& unit);

}  // namespace drmsim::scenarios
