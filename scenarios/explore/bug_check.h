// Is a bug of the corpus found where it is, and not where it is not?
//
// Intuition: a detector is tried on samples with and without. Mechanism: the file's scenario is
// explored with several seeds, each until a hazard that [bug] names shows up; then the repaired
// scenario (the twin, or the same without its switches) is explored for as long, and must be clean.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/explore/explorer.h"

namespace drmsim::scenarios {

struct BugCheckOptions {
  SearchOptions search;  // schedules: the limit for each seed
  unsigned seeds = 20;   // searches with the defect
  MachineOptions machine;
  unsigned jobs = 1;
};

struct BugResult {
  std::string id;
  std::string file;
  std::vector<std::uint64_t> schedules;  // each search's that found it, ascending
  unsigned missed = 0;                   // searches that did not
  std::string signature;                 // of what the first search found
  std::uint64_t repaired_schedules = 0;
  std::vector<Failure> repaired_failures;  // false reports, or the repair is none

  std::uint64_t median() const { return schedules.empty() ? 0 : schedules[schedules.size() / 2]; }
  bool as_should_be() const { return missed == 0 && repaired_failures.empty(); }
};

// spec.bug is given. Throws InputError, also about the twin.
BugResult check_bug(const ScenarioSpec& spec, const BugCheckOptions& options);

// The scenario without its defect.
ScenarioSpec repaired(const ScenarioSpec& spec);

}  // namespace drmsim::scenarios
