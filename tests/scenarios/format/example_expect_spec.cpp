// Conditions that a program sets on a run: a bound is met at both of its ends, and hazards that are
// not listed are not expected.
#include "scenarios/format/expect_spec.h"

#include <catch2/catch.hpp>

#include "scenarios/report/run_scenario.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {

TEST_CASE("example: a latency budget for a run") {
  ScenarioSpec spec = parse_scenario(
      small_scenario("[[job]]\nname = \"j\"\nentity = \"app\"\nduration = \"10us\"\ncount = 2\n"),
      "t.toml");
  const auto meets = [&spec](TimeBounds budget) {
    ExpectClient app;
    app.client.name = "app";
    app.latency.max = budget;
    spec.expect.clients = {app};
    return run_scenario(spec).as_expected();
  };
  CHECK(meets({{}, std::nullopt, 20'000}));
  CHECK_FALSE(meets({{}, std::nullopt, 19'999}));
  CHECK(meets({{}, 20'000, 20'000}));  // exactly that
  CHECK(meets({}));                    // nothing is asked for
  CHECK_FALSE(TimeBounds{}.given());
}

TEST_CASE("example: a hang that no timeout ends is expected only if it is said how it ends") {
  ScenarioSpec spec = parse_scenario(small_scenario("[[job]]\nname = \"j\"\nentity = \"app\"\n"
                                                    "duration = \"10us\"\n"
                                                    "fault.hang_attempts = 1\n"),
                                     "t.toml");
  CHECK_FALSE(run_scenario(spec).as_expected());
  ExpectedFinish finish;
  finish.job.name = "j";
  finish.kind = ExpectedFinish::Kind::unfinished;
  spec.expect.finished.push_back(finish);
  const RunReport report = run_scenario(spec);
  CHECK(report.unmet.empty());
  // What is left waits for its fence: that is a hazard of its own.
  for (const HazardReport& hazard : report.hazards) {
    spec.expect.hazards.push_back(ExpectedHazard{{}, hazard.kind});
  }
  CHECK(run_scenario(spec).as_expected());
}

}  // namespace drmsim::scenarios
