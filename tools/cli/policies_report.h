// The results of `drmsim policies`: for people, as CSV, and as JSON.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tools/cli/text_style.h"
#include "tools/policies/policy_table.h"
#include "tools/policies/time_series.h"

namespace drmsim::tools {

// A case, by the number that rows call it by.
struct PolicyInput {
  std::string file;
  std::string name;  // of the scenario
};

// How one run went.
struct PolicySeries {
  std::size_t input = 0;
  std::string scheduler;
  std::string policy;
  std::uint64_t seed = 0;
  scenarios::TimeSeries series;
};

// For each case and scheduler a table, with a row for each client and policy; then the runs that
// could not be counted.
std::string policies_text(const std::vector<PolicyInput>& inputs,
                          const scenarios::PolicyTable& table, const TextStyle& style);
std::string policies_csv(const std::vector<PolicyInput>& inputs,
                         const scenarios::PolicyTable& table);
std::string policies_json(const std::vector<PolicyInput>& inputs,
                          const scenarios::PolicyTable& table, bool interrupted);

// In the layout of the kernel's tests of scheduling quality, with as many clients as there are.
std::string series_text(const PolicyInput& input, const PolicySeries& of, const TextStyle& style);
std::string series_csv(const std::vector<PolicyInput>& inputs,
                       const std::vector<PolicySeries>& all);

}  // namespace drmsim::tools
