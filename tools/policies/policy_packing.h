// What a worker process has measured, as the text that it hands back.
#pragma once

#include <string>
#include <vector>

#include "tools/policies/policy_run.h"

namespace drmsim::scenarios {

std::string packed(const PolicyMeasurement& measured);
PolicyMeasurement unpacked(const std::string& text);

std::string packed(const TimeSeries& series);
TimeSeries unpacked_series(const std::string& text);

// The policies that a scheduler offers, or why it cannot say.
struct PackedNames {
  std::vector<std::string> names;
  std::string mistake;
};
std::string packed_names(const std::vector<std::string>& names);
std::string packed_mistake(const std::string& mistake);
PackedNames unpacked_names(const std::string& text);

}  // namespace drmsim::scenarios
