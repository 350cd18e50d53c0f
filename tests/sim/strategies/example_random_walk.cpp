// The search of a bug by seeds, and its repetition from the seed alone.
#include "sim/strategies/random_walk.h"

#include <catch2/catch.hpp>

#include "tests/sim/strategies/lost_update.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a random walk finds a lost update, and its seed finds it again") {
  CHECK_FALSE(loses_update(nullptr));
  RandomWalk walk;
  std::uint64_t failing_seed = 0;
  unsigned failures = 0;
  for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
    if (!loses_update(&walk, seed)) continue;
    failing_seed = seed;
    ++failures;
  }
  REQUIRE(failing_seed != 0);
  CHECK(failures < 500);  // in most runs nobody is preempted there
  RandomWalk another;     // as of another process
  CHECK(loses_update(&another, failing_seed));
}

}  // namespace
}  // namespace drmsim::sim
