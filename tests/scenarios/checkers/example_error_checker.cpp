// Success means that the hardware has executed the job to its end, whoever says otherwise.
#include "scenarios/checkers/error_checker.h"

#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "tests/scenarios/checkers/made_up_log.h"

namespace drmsim::scenarios {

TEST_CASE("example: a job that the hardware gave up does not end well") {
  tests::CheckedLog<ErrorChecker> log;
  log.push("shader").run("shader", 1, "hang").killed("shader");
  SECTION("soft recovery that sets no error") {
    log.finished("shader", 0);
    CHECK(log.hazard() == "job shader ends with error 0, but the hardware was told to give it up");
    CHECK(log.world.hazards().all().front().kind == sim::HazardKind::wrong_error);
  }
  SECTION("and one that does") {
    log.finished("shader", -drm::kEnodata);
    CHECK(log.hazard().empty());
  }
}

TEST_CASE("example: a job that completed on its second attempt ends well") {
  tests::CheckedLog<ErrorChecker> log;
  log.push("frame").run("frame", 1, "hang").reset().sched(sim::EventKind::restart);
  log.run("frame", 2).done("frame").finished("frame");
  CHECK(log.hazard().empty());
}

}  // namespace drmsim::scenarios
