// What an own strategy did, in the form in which a replay file keeps it.
#include "sim/strategies/recorder.h"

#include <catch2/catch.hpp>

#include "tests/sim/strategies/lost_update.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a recorder keeps where a strategy left the plain run, of the last run alone") {
  // Lets the other task go on at the n-th choice.
  struct AtChoice final : Strategy {
    void begin_run(std::uint64_t) override { step = 0; }
    unsigned choose(const Choice&) override { return step++ == deviate_at ? 1 : 0; }
    std::uint64_t deviate_at = ~std::uint64_t{0};
    std::uint64_t step = 0;
  };
  AtChoice strategy;
  Recorder recorder(strategy);
  CHECK_FALSE(loses_update(&recorder));
  const std::uint64_t choices = recorder.choices();
  REQUIRE(choices >= 2);
  CHECK(recorder.deviations().empty());  // option 0 everywhere is the plain run
  for (std::uint64_t i = 0; i < choices; ++i) {
    strategy.deviate_at = i;
    loses_update(&recorder);
    CHECK(recorder.deviations() == Deviations{{i, 1}});
    CHECK(recorder.choices() >= i + 1);
  }
}

}  // namespace
}  // namespace drmsim::sim
