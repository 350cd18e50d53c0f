// Memory of a job may go once the hardware has nothing to do with it any more, not before.
#include "scenarios/checkers/free_checker.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/checkers/made_up_log.h"

namespace drmsim::scenarios {

TEST_CASE("example: a job is freed after the hardware has stopped, not before") {
  tests::CheckedLog<FreeChecker> log;
  log.push("job").run("job");
  SECTION("it has been reset") {
    log.reset().finished("job", -125).freed("job");
    CHECK(log.hazard().empty());
  }
  SECTION("it has completed, and nobody has said so yet") {
    log.done("job").freed("job");
    CHECK(log.hazard().empty());
  }
  SECTION("its fence was signalled by force, and the hardware goes on") {
    log.finished("job", -125).freed("job");
    CHECK(log.hazard() ==
          "job job is freed, and the hardware executes it, and would come to an end");
    CHECK(log.world.hazards().all().front().kind == sim::HazardKind::freed_while_executing);
  }
}

}  // namespace drmsim::scenarios
