// A job that is handed to the hardware after its dependency has failed works on what is not there.
#include "scenarios/checkers/failure_checker.h"

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"
#include "sched/api/errno_codes.h"
#include "tests/scenarios/checkers/made_up_log.h"

namespace drmsim::scenarios {

TEST_CASE("example: a draw must not run once its page table update has failed") {
  const ScenarioSpec spec = parse_scenario(R"(name = "map_and_draw"
ring = [{ name = "gfx" }]
entity = [{ name = "e", rings = "gfx" }]
job = [{ name = "map", entity = "e", duration = "1ms" },
       { name = "draw", entity = "e", duration = "1ms", after = "map" }])",
                                           "t.toml");
  tests::CheckedLog<FailureChecker> log(spec);
  const std::string complaint =
      "job draw runs, and job map, which it depends on, has failed with error -125";
  log.push("map").push("draw").run("map");
  SECTION("before the draw runs") {
    log.finished("map", -drm::kEcanceled).run("draw");
    CHECK(log.hazard() == complaint);
    CHECK(log.world.hazards().all().front().kind == sim::HazardKind::failed_dependency);
  }
  SECTION("while it is on the hardware: that counts when it is run again") {
    log.run("draw").finished("map", -drm::kEcanceled);
    CHECK(log.hazard().empty());
    log.reset().run("draw", 2);
    CHECK(log.hazard() == complaint);
  }
  SECTION("a map that ends well") {
    log.done("map").finished("map").run("draw");
    CHECK(log.hazard().empty());
  }
}

}  // namespace drmsim::scenarios
