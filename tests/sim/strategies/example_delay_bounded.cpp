// The plain run with a single accident somewhere.
#include "sim/strategies/delay_bounded.h"

#include <catch2/catch.hpp>

#include "sim/strategies/recorder.h"
#include "tests/sim/strategies/lost_update.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: one deviation at a random place is enough for a bug of one preemption") {
  DelayBounded one_accident(1, 4);
  Recorder recorder(one_accident);
  unsigned failures = 0;
  unsigned plain = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const bool failed = loses_update(&recorder, seed);
    failures += failed ? 1 : 0;
    CHECK(recorder.deviations().size() <= 1);
    if (!recorder.deviations().empty()) continue;
    ++plain;  // a run that had fewer choices than expected, and none at the place drawn
    CHECK_FALSE(failed);
  }
  CHECK(failures > 20);
  CHECK(plain < 200);
}

}  // namespace
}  // namespace drmsim::sim
