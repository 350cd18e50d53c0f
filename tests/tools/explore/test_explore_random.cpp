// Exploring whatever random scenarios do, in the middle of a recovery too: a schedule may end with
// a hazard, but never with the program.
#include <catch2/catch.hpp>

#include "tools/explore/explorer.h"
#include "tools/explore/shrinker.h"
#include "tools/explore/story.h"
#include "tools/random/random_scenario.h"

namespace drmsim::scenarios {
namespace {

Exploration explored(const ScenarioSpec& spec, const char* strategy, std::uint64_t schedules) {
  ExploreOptions options;
  options.search.strategy = strategy;
  options.search.schedules = schedules;
  options.jobs = 0;
  options.keep_going = true;
  return explore(spec, options);
}

}  // namespace

TEST_CASE("explore: random scenarios never end the program") {
  for (const std::uint64_t seed : {1, 2, 3, 4, 5, 6}) {
    CAPTURE(seed);
    CHECK(explored(random_scenario(seed), "random", 40).schedules == 40);
  }
  // These once did: a job on pending_list had gone when its turn came.
  CHECK(explored(random_scenario(30), "random", 200).schedules == 200);
  CHECK(explored(random_scenario(45), "pct", 200).schedules == 200);
}

TEST_CASE("explore: what random scenarios do wrong is explained, whatever it takes") {
  const ScenarioSpec spec = random_scenario(26);  // once ended the program: a ring without room
  const Exploration found = explored(spec, "delay", 200);
  REQUIRE_FALSE(found.failures.empty());
  CHECK(tell(spec, shrink(spec, found.failures.front(), {}).failure, {}).choices > 0);
}

}  // namespace drmsim::scenarios
