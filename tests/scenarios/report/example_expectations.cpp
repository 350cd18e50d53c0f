// [expect] and [always] against numbers that a program has, or has changed.
#include "scenarios/report/expectations.h"

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"

namespace drmsim::scenarios {

TEST_CASE("example: a report against what a file asks for, in its words and at its places") {
  const ScenarioSpec spec = parse_scenario(R"(name = "t"
ring = [{ name = "gfx.0" }]
entity = [{ name = "app", rings = "gfx.0" }]
job = [{ name = "draw", entity = "app", duration = "1us" }]
[expect]
hazards = ["stall"]
finished = { draw = "unfinished" }
ring."gfx.0" = { wait_max = { max = "5us" } }
[always]
timeouts = { max = 1 })",
                                           "t.toml");
  CHECK(expects_hazard(spec, sim::HazardKind::stall));
  CHECK_FALSE(expects_hazard(spec, sim::HazardKind::leak));
  CHECK(may_stay_unfinished(spec, "draw"));
  CHECK_FALSE(may_stay_unfinished(spec, "another"));

  RunReport report;
  report.timeouts = 2;
  report.hazards.resize(1);
  report.hazards[0].kind = sim::HazardKind::leak;
  const std::vector<Unmet> unmet = check_expectations(spec, report);
  REQUIRE(unmet.size() == 3);
  CHECK(unmet[0].key == "hazards");  // the unexpected leak is not in the list
  CHECK(unmet[0].expected == "stall");
  CHECK(unmet[0].actual == "leak");
  CHECK(unmet[1].key == "ring.\"gfx.0\".wait_max");
  CHECK(unmet[1].actual == "nothing to measure");  // satisfies no condition
  CHECK(unmet[2].full_key() == "always.timeouts");
  CHECK(unmet[2].expected == "at most 1");
  CHECK(unmet[2].where.line == 10);
}

}  // namespace drmsim::scenarios
