// Stopping and starting is what a recovery does; a handler that has found nothing does neither.
#include "scenarios/checkers/stop_checker.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/checkers/made_up_log.h"

namespace drmsim::scenarios {
namespace {

void recover(void* made_up) {
  auto& log = *static_cast<tests::MadeUpLog*>(made_up);
  log.timed_out("job").sched(sim::EventKind::stopped).reset().sched(sim::EventKind::restart);
}

void skip(void* made_up) {
  static_cast<tests::MadeUpLog*>(made_up)->timed_out("job").false_timeout("job");
}

void skip_and_start(void* made_up) {
  skip(made_up);
  static_cast<tests::MadeUpLog*>(made_up)->sched(sim::EventKind::restart);
}

}  // namespace

TEST_CASE("example: each call of the timeout handler is judged by itself") {
  tests::CheckedLog<StopChecker> log;
  log.push("job").run("job");
  log.in_work(&recover).in_work(&skip).in_work(&recover);
  CHECK(log.hazard().empty());
  log.in_work(&skip_and_start);
  CHECK(log.hazard() ==
        "the timeout handler of gfx finds nothing to reset, and calls drm_sched_start()");
  CHECK(log.world.hazards().all().front().kind == sim::HazardKind::contract);
}

}  // namespace drmsim::scenarios
