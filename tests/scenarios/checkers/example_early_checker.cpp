// A timer that calls the timeout handler for a job that has only just become the oldest is early;
// whoever wants the handler at once is not.
#include "scenarios/checkers/early_checker.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/checkers/made_up_log.h"

namespace drmsim::scenarios {
namespace {

// `second` is the oldest from 900 us on; its handler is called at 1 ms.
void time_out_second(tests::MadeUpLog& log, sim::TimeNs timer_ns) {
  log.init(1'000'000).push("first").push("second").run("first").given("second");
  log.at(900'000).done("first").finished("first").hw_start("second", "hang");
  log.at(1'000'000 - timer_ns);
  log.in_work([](void* made_up) { static_cast<tests::MadeUpLog*>(made_up)->timed_out("second"); },
              timer_ns);
}

}  // namespace

TEST_CASE("example: a timeout counts from when the job became the oldest") {
  ScenarioSpec spec;
  spec.timer_rounding = sim::TimerRounding::exact;
  tests::CheckedLog<EarlyChecker> log(spec);
  SECTION("the timer was not started anew when the first job ended") {
    time_out_second(log, 50'000);
    CHECK(log.hazard() ==
          "the timeout handler is called for job second, which has been the oldest for 100000 ns "
          "at most; its timeout is 1000000 ns");
    CHECK(log.world.hazards().all().front().kind == sim::HazardKind::early_timeout);
  }
  SECTION("drm_sched_fault(): somebody knows better than the timer") {
    time_out_second(log, 0);
    CHECK(log.hazard().empty());
  }
}

TEST_CASE("example: where timers are rounded to ticks, a tick is allowed for") {
  ScenarioSpec spec;
  spec.timer_rounding = sim::TimerRounding::ticks;
  tests::CheckedLog<EarlyChecker> log(spec);
  time_out_second(log, 50'000);  // 0.9 ms early; a tick is 4 ms
  CHECK(log.hazard().empty());
}

}  // namespace drmsim::scenarios
