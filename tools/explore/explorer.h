// Explores a scenario: many schedules, what became of them, and the first failure of each kind.
//
// The plain run comes first: what it does not do that [expect] says is the first failure, and so is
// a hazard in it that is not expected. Then the schedules of the plan are searched.
//
// Workers do the units of the plan and send back what they saw; here it is put together in the
// order of the units, so that the result depends on neither their number nor their speed. What they
// find is told at once besides, in whichever order it comes (`found`), also what is behind the end
// of the search. A search that is ended in the middle has what was done by then, unfinished units
// included: that depends on when. A schedule that ends its worker twice costs its unit and is a
// `Crash`.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tools/explore/known_failures.h"
#include "tools/explore/search_plan.h"

namespace drmsim::scenarios {

// The first schedule that failed in one way.
struct Failure : ScheduleFailure {
  std::uint64_t schedule = 0;  // its number, from 1: how many it took; 0: the plain run
  // Schedules that failed so, without the plain run. 0 of a schedule: the search was ended before
  // it was counted.
  std::uint64_t times = 0;
  std::uint64_t seed = 0;  // of the run
  std::uint64_t choices = 0;
  sim::Deviations deviations;
};

// A schedule that ended its process: an error of simulated code that nothing here has caught, or of
// the simulator.
struct Crash {
  std::uint64_t schedule = 0;  // as of a Failure
  std::uint64_t seed = 0;
  std::string how;  // "killed by signal 11"
};

struct Exploration {
  std::uint64_t schedules = 0;  // that were run
  std::uint64_t choices = 0;    // in all of them
  std::uint64_t endless = 0;    // schedules that were stopped at a limit, and are not judged
  std::set<std::uint64_t> outcomes;
  Situations situations;
  std::vector<Failure> failures;  // in the order in which they were found
  std::uint64_t steps_max = 0;    // that a schedule might take
  std::vector<Crash> crashes;     // in the order of the units that they cost
  bool stopped = false;           // by ExploreOptions::stop
  bool out_of_time = false;       // ExploreOptions::seconds
  bool complete = false;          // every schedule of the plan was run
};

// For the eye, while a search goes on: units that are not finished included.
struct SearchSoFar {
  std::uint64_t schedules = 0;
  std::uint64_t outcomes = 0;
  std::uint64_t failures = 0;
};

struct ExploreOptions {
  SearchOptions search;
  MachineOptions machine;   // scheduler, extensions; without observers
  unsigned jobs = 0;        // worker processes; 0: none, all is done in this process
  bool keep_going = false;  // after a failure: to look for others
  // Failures that do not end the search. What a run shows after one is its consequence, and no
  // failure. May be null.
  const KnownFailures* known = nullptr;
  // Asked after each unit, in the order of the units, with what there is so far. May be empty.
  std::function<bool(const Exploration&)> enough;
  // Called now and then, with the number of schedules expected in all. May be empty.
  std::function<void(const SearchSoFar&, double expected)> progress;
  // Called with each failure that is not known when some process sees it for the first time, with
  // the hash of its event log. The failure's `schedule` counts from the beginning of its unit for
  // an exhaustive search.
  std::function<void(const Failure&, std::uint64_t event_log_hash)> found;
  int stop = -1;       // as of WorkUnits
  double seconds = 0;  // of wall time; 0: no limit
  // Sees the events of the plain run, in the process that runs it. May be null.
  sim::EventObserver* plain_run_observer = nullptr;
};

// Throws InputError if the machine cannot be built.
Exploration explore(const ScenarioSpec& spec, const ExploreOptions& options);

}  // namespace drmsim::scenarios
