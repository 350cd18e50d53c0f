// The order of a job's life, where events come a little late: what seems to come too early is a
// hazard only if what should have come first never comes.
#include "scenarios/checkers/job_life_checker.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/checkers/made_up_log.h"

namespace drmsim::scenarios {

TEST_CASE("example: of a killed job that never ran, scheduled signals all the same") {
  tests::CheckedLog<JobLifeChecker> log;
  log.push("killed").finished("killed", -3).freed("killed");
  SECTION("later than finished, as an event may") {
    log.scheduled("killed").quiescent();
    CHECK(log.hazard().empty());
  }
  SECTION("not at all") {
    CHECK(log.hazard().empty());
    log.quiescent();
    CHECK(log.hazard() == "job killed is finished, and its scheduled fence has not signalled");
    CHECK(log.world.hazards().all().front().kind == sim::HazardKind::fence_order);
  }
}

TEST_CASE("example: a replay is no second run, whichever ring was recovered") {
  tests::CheckedLog<JobLifeChecker> log;
  log.push("job").run("job").scheduled("job");
  log.world.log().emit(sim::EventKind::hw_reset, log.world.intern("sdma"), 1);
  log.run("job", 2);
  CHECK(log.hazard().empty());
  log.run("job", 3);
  CHECK(log.hazard() == "run_job of job again, with no recovery since it ran");
}

}  // namespace drmsim::scenarios
