// No job finishes before what it depends on, killed or not: its owner's memory may still be read.
//
// Rule 25 of the bug catalogue, and entry C5. Looks at jobs that succeeded or were killed (-ESRCH);
// recovery may cancel a job before its dependency. Limits: a dependency that the hardware has
// completed, or never got, is over, whether its fence has signalled or not: in a compiled kernel
// the bit is set a moment before the event, and others see the bit.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "scenarios/checkers/job_checker.h"
#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

class DependencyChecker final : public JobChecker {
 public:
  DependencyChecker(sim::World& world, const ScenarioSpec& spec);
  void check(const sim::Event& event, const JobLife* job) override;

 private:
  std::map<std::uint64_t, std::vector<std::uint64_t>> dependencies_;  // tags, by tag
  std::set<std::uint64_t> over_;  // nothing of them executes any more
};

}  // namespace drmsim::scenarios
