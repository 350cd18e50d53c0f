// Seeds that a file can say, for any number of runs.
#include "scenarios/format/seed.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {

TEST_CASE("example: the seeds of many runs, each of which a file can say") {
  const auto is_read = [](std::uint64_t seed) {
    return mistakes_in("seed = " + std::to_string(seed) + "\n" + small_scenario()).empty();
  };
  CHECK(seed_after(7, 3) == 10);
  CHECK(is_read(kSeedMax));
  CHECK_FALSE(is_read(kSeedMax + 1));
  CHECK(seed_after(kSeedMax, 1) == 0);  // the first follows the last
  CHECK(seed_after(kSeedMax - 1, 3) == 1);
  CHECK(is_read(seed_after(kSeedMax, UINT64_MAX)));
}

}  // namespace drmsim::scenarios
