// Blame comes in time: as long as the recovery of a hang is under way, karma is for the job that
// hung; once its scheduler has been started again, blaming the same job is too late.
#include "scenarios/checkers/blame_checker.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/checkers/made_up_log.h"

namespace drmsim::scenarios {

TEST_CASE("example: a job is to blame while the hang that it caused is recovered from") {
  tests::CheckedLog<BlameChecker> log;
  log.push("hung").run("hung", 1, "hang").timed_out("hung").sched(sim::EventKind::stopped);
  log.reset().karma("hung", 1);
  CHECK(log.hazard().empty());
  log.karma("hung", 0);  // who takes it back blames nobody
  log.sched(sim::EventKind::restart).karma("hung", 2);
  CHECK(log.hazard() ==
        "job hung is blamed for a hang, but the hardware hung in it, until a reset dropped it");
  CHECK(log.world.hazards().all().front().kind == sim::HazardKind::innocent_blamed);
}

TEST_CASE("example: who waits behind a hang is not to blame for it") {
  tests::CheckedLog<BlameChecker> log;
  log.push("hung").push("behind").run("hung", 1, "hang").given("behind").timed_out("hung");
  log.karma("behind", 1);
  CHECK(log.hazard() == "job behind is blamed for a hang, but the hardware has never begun it");
}

}  // namespace drmsim::scenarios
