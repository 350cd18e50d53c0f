// Many random scenarios in which everything is as it should be, each explored for some schedules.
//
// Intuition: a net instead of a rod; it brings up what nobody thought of, be it a bug of the
// scheduler or a false report of ours. Mechanism: scenario i has a seed of its own, made from the
// search's and i, and so has what it is explored with; whoever explores it comes to the same
// result. A scenario that mostly ends in failures that are known is drawn again. What is found is
// made small: the scenario first, each step within the rules of the generator and failing with the
// same identity in some schedule, then the schedule.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tools/explore/explorer.h"
#include "tools/explore/known_failures.h"

namespace drmsim::scenarios {

struct RandomSearch {
  std::uint64_t seed = 1;
  SearchOptions search{.schedules = 100};  // of each scenario; seed: not looked at
  bool mixed_strategies = true;  // scenario i has a strategy by its number; else search.strategy
  MachineOptions machine;        // scheduler by its full name
  const KnownFailures* known = nullptr;  // may be null
  // Defects that every scenario has, by their ids in the catalogue.
  std::vector<std::string> defects;
  bool unserialised_timeouts = false;
  // As of ExploreOptions, with the scenario's seed and what it was explored with. May be empty.
  std::function<void(std::uint64_t seed, const std::string& strategy, const Failure& failure,
                     std::uint64_t event_log_hash)>
      found = {};
};

// What one scenario showed.
struct RandomScenarioResult {
  std::uint64_t seed = 0;  // of the scenario that was explored
  unsigned redrawn = 0;    // scenarios before it that mostly ended in what is known
  std::string strategy;
  Exploration exploration;
};

std::string random_scenario_name(std::uint64_t seed);
// The scenario of that seed, with the defects.
ScenarioSpec spec_of(const RandomSearch& search, std::uint64_t seed);
// Scenario number i, from 0. Throws InputError if the machine cannot be built.
RandomScenarioResult explore_random(const RandomSearch& search, std::uint64_t i);

// A result as text, from a worker process, and back. Outcomes and situations are left out.
std::string result_text(const RandomScenarioResult& result);
RandomScenarioResult result_from_text(const std::string& text);

// Whether the failure is written up.
bool is_known(const RandomSearch& search, const std::string& identity);

// The same failure in the smallest scenario that a shrinker finds; `scenario` is text for a file.
struct SmallFailure {
  std::string scenario;
  SearchOptions found_with;  // in that scenario
  Failure failure;
};
SmallFailure make_small(const RandomSearch& search, const RandomScenarioResult& result,
                        const Failure& failure, const std::string& name);

}  // namespace drmsim::scenarios
