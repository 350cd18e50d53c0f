// Shrinking: a failing run is repeated with fewer and fewer of its deviations.
#include "sim/strategies/replay.h"

#include <catch2/catch.hpp>

#include "sim/strategies/random_walk.h"
#include "sim/strategies/recorder.h"
#include "tests/sim/strategies/lost_update.h"

namespace drmsim::sim {
namespace {

TEST_CASE(
    "example: a failing run is repeated from its deviations, and shrunk to the one that matters") {
  RandomWalk walk;
  Recorder recorder(walk);
  std::uint64_t seed = 1;
  // The longest way to fail of many.
  Deviations longest;
  for (; seed <= 2'000; ++seed) {
    if (loses_update(&recorder, seed) && recorder.deviations().size() > longest.size()) {
      longest = recorder.deviations();
    }
  }
  REQUIRE(longest.size() > 1);
  Replay again(longest);
  CHECK(loses_update(&again));
  CHECK(again.unused() == 0);  // it was really that run

  Deviations smallest = longest;
  for (std::size_t i = 0; i < smallest.size();) {
    Deviations fewer = smallest;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    Replay replay(fewer);  // those that do not fit any more are ignored
    if (loses_update(&replay)) {
      smallest = fewer;
    } else {
      ++i;
    }
  }
  CHECK(smallest.size() == 1);
  Replay plain({});
  CHECK_FALSE(loses_update(&plain));
  Replay of_another_machine({{0, 99}});  // an option that this choice has not
  CHECK_FALSE(loses_update(&of_another_machine));
  CHECK(of_another_machine.unused() == 1);
}

}  // namespace
}  // namespace drmsim::sim
