#include "tools/explore/random_search.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "scenarios/format/input_error.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/format/scenario_writer.h"
#include "scenarios/format/seed.h"
#include "tools/compare/scenario_shrinker.h"
#include "tools/explore/unit_result.h"
#include "tools/random/sound_rules.h"
#include "tools/random/sound_scenario.h"

namespace drmsim::scenarios {
namespace {

constexpr unsigned kDrawsMax = 5;
constexpr std::uint64_t kNextDraw = std::uint64_t{1} << 32;  // from one draw's seed to the next
constexpr unsigned kShrinkingRunsMax = 250;                  // explorations of smaller scenarios
constexpr std::uint64_t kSchedulesToFindAgain = 300;         // at most, in each of them

SearchOptions search_of(const RandomSearch& search, std::uint64_t i) {
  static const std::array<const char*, 3> kStrategies = {"random", "pct", "delay"};
  SearchOptions options = search.search;
  options.seed = seed_after(search.seed, i);
  if (search.mixed_strategies) options.strategy = kStrategies[i % kStrategies.size()];
  return options;
}

Exploration explore_one(const RandomSearch& search, const SearchOptions& options,
                        std::uint64_t seed) {
  ExploreOptions explored;
  explored.search = options;
  explored.machine = search.machine;
  explored.keep_going = true;
  explored.known = search.known;
  if (search.found) {
    explored.found = [&](const Failure& failure, std::uint64_t event_log_hash) {
      search.found(seed, options.strategy, failure, event_log_hash);
    };
  }
  return explore(spec_of(search, seed), explored);
}

// The scheduler alone is judged by what it does in a scenario without a mistake.
bool mostly_known(const RandomSearch& search, const Exploration& explored) {
  std::uint64_t known = 0;
  for (const Failure& failure : explored.failures) {
    if (is_known(search, failure.identity)) known += failure.times;
  }
  return known * 2 > explored.schedules;
}

// The first schedule in which it fails so.
std::optional<Failure> find_again(const RandomSearch& search, const SearchOptions& options,
                                  const ScenarioSpec& spec, const std::string& identity) {
  std::optional<Failure> found;
  ExploreOptions explored;
  explored.search = options;
  explored.machine = search.machine;
  explored.keep_going = true;
  explored.known = search.known;
  explored.enough = [&](const Exploration& so_far) {
    for (const Failure& failure : so_far.failures) {
      if (failure.identity == identity && !found.has_value()) found = failure;
    }
    return found.has_value();
  };
  const Exploration all = explore(spec, explored);
  for (const Failure& failure : all.failures) {  // of the plain run
    if (failure.identity == identity && !found.has_value()) found = failure;
  }
  return found;
}

}  // namespace

std::string random_scenario_name(std::uint64_t seed) {
  return fmt::format("random_{}", seed);
}

ScenarioSpec spec_of(const RandomSearch& search, std::uint64_t seed) {
  ScenarioSpec spec = random_sound_scenario(seed, search.unserialised_timeouts);
  for (const std::string& defect : search.defects) spec.defects.push_back({defect, {}});
  return spec;
}

bool is_known(const RandomSearch& search, const std::string& identity) {
  return search.known != nullptr && search.known->has(search.machine.scheduler, identity);
}

RandomScenarioResult explore_random(const RandomSearch& search, std::uint64_t i) {
  const SearchOptions options = search_of(search, i);
  RandomScenarioResult result;
  result.strategy = options.strategy;
  for (unsigned draw = 0; draw < kDrawsMax; ++draw) {
    result.seed = seed_after(search.seed, i + draw * kNextDraw);
    result.redrawn = draw;
    result.exploration = explore_one(search, options, result.seed);
    if (!mostly_known(search, result.exploration)) break;
  }
  return result;
}

std::string result_text(const RandomScenarioResult& result) {
  Exploration told = result.exploration;
  told.outcomes.clear();
  told.situations.clear();
  return nlohmann::json{{"seed", result.seed},
                        {"redrawn", result.redrawn},
                        {"strategy", result.strategy},
                        {"exploration", unit_text(told)}}
      .dump();
}

RandomScenarioResult result_from_text(const std::string& text) {
  const nlohmann::json json = nlohmann::json::parse(text);
  RandomScenarioResult result;
  json.at("seed").get_to(result.seed);
  json.at("redrawn").get_to(result.redrawn);
  json.at("strategy").get_to(result.strategy);
  result.exploration = unit_from_text(json.at("exploration").get<std::string>());
  return result;
}

SmallFailure make_small(const RandomSearch& search, const RandomScenarioResult& result,
                        const Failure& failure, const std::string& name) {
  SmallFailure small;
  small.found_with = search.search;
  small.found_with.strategy = result.strategy;
  small.found_with.seed = seed_after(search.seed, (result.seed - search.seed) % kNextDraw);
  small.found_with.schedules =
      std::clamp<std::uint64_t>(failure.schedule * 3, 100, kSchedulesToFindAgain);
  const StillShows still_shows = [&](const ScenarioSpec& candidate) {
    if (!is_sound(candidate, search.unserialised_timeouts)) return false;
    try {
      return find_again(search, small.found_with, candidate, failure.identity).has_value();
    } catch (const InputError&) {
      return false;  // the scheduler cannot run it
    }
  };
  ScenarioSpec spec =
      shrink_scenario(spec_of(search, result.seed), still_shows, kShrinkingRunsMax).spec;
  spec.name = name;
  spec.summary =
      fmt::format("From the random scenario of seed {}: {}.", result.seed, failure.identity);
  small.scenario = scenario_text(spec);
  small.found_with.schedules = std::max(small.found_with.schedules, failure.schedule);
  small.failure =
      find_again(search, small.found_with, parse_scenario(small.scenario, name), failure.identity)
          .value();
  small.failure.times = std::min<std::uint64_t>(small.failure.times, 1);  // up to that schedule
  return small;
}

}  // namespace drmsim::scenarios
