// A job that succeeds or is killed ends after what it depends on; what recovery cancels may not.
#include "scenarios/checkers/dependency_checker.h"

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"
#include "sched/api/errno_codes.h"
#include "tests/scenarios/checkers/made_up_log.h"

namespace drmsim::scenarios {

TEST_CASE("example: a killed job may not end before what it depends on, a cancelled one may") {
  const ScenarioSpec spec = parse_scenario(R"(name = "draw_and_show"
ring = [{ name = "gfx" }]
entity = [{ name = "e", rings = "gfx" }]
job = [{ name = "draw", entity = "e", duration = "1ms" },
       { name = "show", entity = "e", duration = "1ms", after = "draw" }])",
                                           "t.toml");
  tests::CheckedLog<DependencyChecker> log(spec);
  log.push("draw").push("show").run("draw").run("show");
  SECTION("killed: its owner's memory may still be read by draw") {
    log.finished("show", -drm::kEsrch);
    CHECK(log.hazard() ==
          "job show has finished with error -3 before job draw, which it depends on");
    CHECK(log.world.hazards().all().front().kind == sim::HazardKind::fence_order);
  }
  SECTION("cancelled by recovery") {
    log.finished("show", -drm::kEcanceled);
    CHECK(log.hazard().empty());
  }
  SECTION("the hardware is done with draw, its fence's event is still to come") {
    log.done("draw").finished("show").finished("draw");
    CHECK(log.hazard().empty());
  }
}

}  // namespace drmsim::scenarios
