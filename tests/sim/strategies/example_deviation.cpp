// A schedule written by hand: the n-th choice of the run takes another option.
#include "sim/strategies/deviation.h"

#include <catch2/catch.hpp>

#include "sim/strategies/replay.h"
#include "tests/sim/strategies/lost_update.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a deviation written by hand preempts the first task between its two steps") {
  // Choice 0: which of the two tasks begins. Choice 1: whether it goes on after its first step;
  // option 1 is the other task.
  Replay preempted(Deviations{{1, 1}});
  CHECK(loses_update(&preempted));
  CHECK(preempted.unused() == 0);
  Replay other_way_round(Deviations{{0, 1}});  // the second task begins
  CHECK_FALSE(loses_update(&other_way_round));
  CHECK(other_way_round.unused() == 0);
  Replay beyond(Deviations{{1'000, 1}});  // the run has no such choice
  CHECK_FALSE(loses_update(&beyond));
  CHECK(beyond.unused() == 1);
}

}  // namespace
}  // namespace drmsim::sim
