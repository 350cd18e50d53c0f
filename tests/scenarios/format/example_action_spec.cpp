// Something done to a system from outside, at one moment: here at each of several moments, by a
// program that adds the action to what it has read.
#include "scenarios/format/action_spec.h"

#include <catch2/catch.hpp>

#include "scenarios/report/run_scenario.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {

TEST_CASE("example: what a kill costs, by the moment at which it comes") {
  const ScenarioSpec scenario = parse_scenario(
      small_scenario("[[job]]\nname = \"j\"\nentity = \"app\"\nduration = \"10us\"\ncount = 4\n"),
      "t.toml");
  const auto errors_with_kill_at = [&](sim::TimeNs at_ns, std::optional<sim::TimeNs> wait_ns) {
    ScenarioSpec spec = scenario;
    spec.rings[0].scheduler.credit_limit = 1;
    ActionSpec kill;
    kill.at_ns = at_ns;
    kill.kind = ActionKind::kill;
    kill.entity.name = "app";
    kill.wait_ns = wait_ns;  // none: as drivers do, a second for the queue to empty
    spec.actions.push_back(kill);
    const RunReport report = run_scenario(spec);
    CHECK(report.hazards.empty());
    return report.errors;
  };
  CHECK(errors_with_kill_at(100'000, 0) == 0);  // all of them have finished
  CHECK(errors_with_kill_at(15'000, 0) == 2);   // one executes, two wait
  CHECK(errors_with_kill_at(15'000, std::nullopt) == 0);
}

}  // namespace drmsim::scenarios
