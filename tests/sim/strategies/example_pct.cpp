// A bug that needs one change of priority: depth 2 finds it, depth 1 cannot.
#include "sim/strategies/pct.h"

#include <catch2/catch.hpp>

#include "tests/sim/strategies/lost_update.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: PCT of depth 2 finds what one preemption causes, of depth 1 nothing") {
  const auto failures = [](unsigned depth) {
    Pct pct(depth, 6);  // a run of two tasks has about six choices
    unsigned count = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) count += loses_update(&pct, seed) ? 1 : 0;
    return count;
  };
  CHECK(failures(1) == 0);  // who is first stays first
  // With n actors and k choices at least 1 in n k runs: two tasks and time.
  CHECK(failures(2) >= 200 / (3 * 6));
}

}  // namespace
}  // namespace drmsim::sim
