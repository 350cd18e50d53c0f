// No job is handed to the hardware after one that it depends on has failed.
//
// The scheduler does not look at the error of a dependency: a draw runs although the page tables
// that it was to use were never written. Whether that matters only the scenario knows. A job that
// was on the hardware before its dependency failed counts when it is run again. Limits: knows the
// dependencies that the scenario's file names (`after`).
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "scenarios/checkers/job_checker.h"
#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

class FailureChecker final : public JobChecker {
 public:
  FailureChecker(sim::World& world, const ScenarioSpec& spec);
  void check(const sim::Event& event, const JobLife* job) override;

 private:
  std::map<std::uint64_t, std::vector<std::uint64_t>> dependencies_;  // tags, by tag
  std::map<std::uint64_t, std::int64_t> failed_;                      // its error, by tag
};

}  // namespace drmsim::scenarios
