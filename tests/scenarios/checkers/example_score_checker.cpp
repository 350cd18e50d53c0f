// A scheduler's load is 0 when the last of its entities and jobs has gone, and is judged only then.
#include "scenarios/checkers/score_checker.h"

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"
#include "tests/scenarios/checkers/made_up_log.h"

namespace drmsim::scenarios {

TEST_CASE("example: what is left of the load when everybody has gone was lost") {
  const ScenarioSpec spec = parse_scenario(R"(name = "t"
ring = [{ name = "gfx" }, { name = "sdma" }]
entity = [{ name = "app", rings = "gfx" }, { name = "any", rings = ["gfx", "sdma"] }])",
                                           "t.toml");
  tests::CheckedLog<ScoreChecker> log(spec);
  log.push("job", "app").entity_destroy("app").fini(0, 2);  // `any` counts, and so does the job
  log.entity_destroy("any").fini(0, 1);
  CHECK(log.hazard().empty());
  log.finished("job", -3).freed("job").fini(0, 0);
  CHECK(log.hazard().empty());
  log.fini(0, 1);
  CHECK(log.hazard() ==
        "scheduler gfx goes with a score of 1, and every entity and job of its has gone");
  CHECK(log.world.hazards().all().front().kind == sim::HazardKind::score_leak);
}

}  // namespace drmsim::scenarios
