// Which schedules are in which unit of a search.
#include <set>

#include <catch2/catch.hpp>

#include "tools/explore/search_plan.h"

namespace drmsim::scenarios {
namespace {

// The seeds of a unit, of which `most` are run.
std::vector<std::uint64_t> seeds_of(const SearchPlan& plan, std::uint64_t unit,
                                    std::size_t most = 1000) {
  std::vector<std::uint64_t> seeds;
  plan.do_unit(
      unit,
      [](sim::Strategy& strategy, std::uint64_t seed) {
        strategy.begin_run(seed);
        return ScheduleResult{};
      },
      [&seeds, most](const ScheduleResult&, std::uint64_t seed) {
        seeds.push_back(seed);
        return seeds.size() < most;
      });
  return seeds;
}

SearchOptions options_of(const std::string& strategy, std::uint64_t schedules) {
  SearchOptions options;
  options.strategy = strategy;
  options.schedules = schedules;
  return options;
}

}  // namespace

TEST_CASE("search plan: a hundred schedules a unit, the last has the rest") {
  const SearchPlan plan(options_of("random", 250), {2, 2});
  CHECK(plan.units() == 3);
  CHECK(plan.schedules_before(2) == 200);
  CHECK(plan.estimated_schedules() == 250);
  CHECK(seeds_of(plan, 0).size() == 100);
  CHECK(seeds_of(plan, 2).size() == 50);
  CHECK(seeds_of(plan, 1, 7).size() == 7);
}

TEST_CASE("search plan: each schedule has a seed of its own, however long the search is") {
  const SearchPlan plan(options_of("pct", 200), {2});
  std::set<std::uint64_t> all;
  for (std::uint64_t unit = 0; unit < plan.units(); ++unit) {
    for (const std::uint64_t seed : seeds_of(plan, unit)) all.insert(seed);
  }
  CHECK(all.size() == 200);
  CHECK(all.count(0) == 0);  // that would be the scenario's own
  CHECK(seeds_of(SearchPlan(options_of("pct", 5000), {2}), 1) == seeds_of(plan, 1));
  SearchOptions other = options_of("pct", 200);
  other.seed = 2;
  CHECK(seeds_of(SearchPlan(other, {2}), 1) != seeds_of(plan, 1));
}

TEST_CASE("search plan: an exhaustive search has a unit for each choice that may deviate first") {
  SearchOptions options = options_of("exhaustive", 0);
  options.seed = 9;
  options.bound = 1;
  const SearchPlan plan(options, {2, 3, 2});
  CHECK(plan.units() == 4);
  CHECK(plan.schedules_before(3) == 0);
  CHECK(plan.estimated_schedules() == 5);  // the plain run, and one for each other option
  CHECK(seeds_of(plan, 0) == std::vector<std::uint64_t>{9});

  // The choices of each run of a unit, with the options that the plain run has.
  std::vector<std::vector<unsigned>> taken;
  plan.do_unit(
      2,
      [&taken](sim::Strategy& strategy, std::uint64_t seed) {
        strategy.begin_run(seed);
        auto& run = taken.emplace_back();
        for (const unsigned count : {2u, 3u, 2u}) {
          sim::Choice choice;
          choice.kind = sim::ChoiceKind::same_time_event;
          choice.options = count;
          run.push_back(strategy.choose(choice));
        }
        return ScheduleResult{};
      },
      [](const ScheduleResult&, std::uint64_t) { return true; });
  CHECK(taken == std::vector<std::vector<unsigned>>{{0, 1, 0}, {0, 2, 0}});
}

}  // namespace drmsim::scenarios
