// A recovery that goes round for ever ends the run; what came back under an old name counts anew.
#include "scenarios/checkers/recovery_checker.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/checkers/made_up_log.h"

namespace drmsim::scenarios {

TEST_CASE("example: a hundred timeouts of one job end the run, of a hundred jobs they do not") {
  tests::CheckedLog<RecoveryChecker> log;
  for (unsigned i = 0; i < RecoveryChecker::kTimeoutsOfOneJobMax; ++i) {
    log.push("frame").timed_out("frame").finished("frame", -125).freed("frame");
  }
  CHECK(log.hazard().empty());

  log.push("frame");
  for (unsigned i = 1; i < RecoveryChecker::kTimeoutsOfOneJobMax; ++i) log.timed_out("frame");
  CHECK_FALSE(log.world.stopped());
  log.timed_out("frame");
  CHECK(log.world.stopped());
  CHECK(log.hazard() == "job frame has timed out 100 times; recovery goes round for ever");
  CHECK(log.world.hazards().all().front().kind == sim::HazardKind::stall);
}

}  // namespace drmsim::scenarios
