// A stopwatch for the oldest job: five timeouts without anybody looking at it are a hazard, and a
// handler that looks, a restart or the end of the oldest job starts it anew.
#include "scenarios/checkers/late_checker.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/checkers/made_up_log.h"

namespace drmsim::scenarios {

TEST_CASE("example: a hang is noticed within five timeouts") {
  tests::CheckedLog<LateChecker> log;
  constexpr sim::TimeNs kTimeoutNs = 1'000;
  constexpr sim::TimeNs kMostNs = LateChecker::kTimeouts * kTimeoutNs;
  log.init(kTimeoutNs).push("hung").push("next").run("hung", 1, "hang").given("next");
  log.at(kMostNs).timed_out("hung");
  CHECK(log.hazard().empty());
  log.at(2 * kMostNs).sched(sim::EventKind::restart);  // the recovery may take its time
  SECTION("again in time") {
    log.at(3 * kMostNs).timed_out("hung");
    CHECK(log.hazard().empty());
  }
  SECTION("a moment too late") {
    log.at(3 * kMostNs + 1).timed_out("hung");
    CHECK(log.hazard() ==
          "job hung was the oldest for 5001 ns before anybody looked at it; its timeout is 1000 "
          "ns");
    CHECK(log.world.hazards().all().front().kind == sim::HazardKind::late_timeout);
  }
  SECTION("the next is the oldest from the end of this one on") {
    log.at(3 * kMostNs).finished("hung", -125).at(4 * kMostNs).finished("next");
    CHECK(log.hazard().empty());
  }
}

}  // namespace drmsim::scenarios
