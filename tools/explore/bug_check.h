// Is a bug of the corpus found where it is, and not where it is not?
//
// Intuition: a detector is tried on samples with and without. Mechanism: the file's scenario is
// explored with several seeds, each until a hazard that [bug] names shows up; then the repaired
// scenario (the twin, or the same without its switches) is explored for as long, and must be clean.
// On a compiled kernel there are no switches: the bug must be found if the file says that this tree
// has it, in the plain run unless it needs exploration, and the twin is tried if it has no switches
// either; failures that are known are other bugs of that tree. What counts is the cause: a hazard
// of a kind that [bug] names, and, where another cause leads to the same kind, in a function that
// it names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/explore/explorer.h"

namespace drmsim::scenarios {

struct BugCheckOptions {
  SearchOptions search;           // schedules: the limit for each seed
  unsigned seeds = 20;            // searches with the defect
  MachineOptions machine;         // scheduler: by its full name, `kernel:6.12`
  bool release_is_known = false;  // `present` of the files speaks of that scheduler: it says all
  const KnownFailures* known = nullptr;  // of a kernel's own code: the twin may show them
  unsigned jobs = 0;                     // as of ExploreOptions
  int stop = -1;                         // as of WorkUnits
};

struct BugResult {
  std::string id;
  std::string file;
  std::vector<std::uint64_t> schedules;  // each search's that found it, ascending
  unsigned missed = 0;                   // searches that did not
  ScheduleFailure found;                 // by the first search
  bool must_be_found = true;             // this scheduler has it
  bool may_be_found = true;              // or nobody has said that it has not
  bool repair_tried = true;              // there is a repair on this scheduler
  std::uint64_t repaired_schedules = 0;
  std::vector<Failure> repaired_failures;  // false reports, or the repair is none
  std::string crash;                       // how a run ended its process, if one did
  bool stopped = false;                    // before it was at its end: it says nothing

  std::uint64_t median() const { return schedules.empty() ? 0 : schedules[schedules.size() / 2]; }
  bool found_at_all() const { return !schedules.empty(); }
  bool as_should_be() const {
    return (missed == 0 || !must_be_found) && (may_be_found || !found_at_all()) &&
           repaired_failures.empty() && crash.empty();
  }
};

// spec.bug is given. Throws InputError, also about the twin.
BugResult check_bug(const ScenarioSpec& spec, const BugCheckOptions& options);

// The file of the twin; empty: the scenario has none.
std::string twin_file(const ScenarioSpec& spec);

// The scenario without its defect.
ScenarioSpec repaired(const ScenarioSpec& spec);

// Whether that scheduler (empty: the scenario's own) has the bug: a model always, a kernel if the
// file says so.
bool must_be_found(const ScenarioSpec& spec, const std::string& chosen);

// Of a search for the defect alone: whether that scheduler, which files' `present` may speak of,
// shows it. None: options.stop ended it.
std::optional<bool> shows_bug(const ScenarioSpec& spec, const BugCheckOptions& options);

// Whether the file is of interest on that scheduler (empty: none was chosen): a kernel runs what is
// said to be present in some tree, our model what is not about a kernel's own code.
bool concerns(const ScenarioSpec& spec, const std::string& scheduler);

}  // namespace drmsim::scenarios
