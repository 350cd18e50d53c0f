// What a driver of slots looks at before it resets: a job whose interrupt was lost has completed,
// and only a driver that asks the hardware knows.
#include "scenarios/format/slot_habits.h"

#include <catch2/catch.hpp>

#include "scenarios/report/run_scenario.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {

TEST_CASE("example: resets of a job that has completed, by what the driver looks at") {
  ScenarioSpec spec = parse_scenario(R"(name = "t"
[[ring]]
name = "vpu"
driver.kind = "slot"
scheduler = { credit_limit = 1, timeout = "1ms" }
[[entity]]
name = "app"
rings = "vpu"
[[job]]
name = "j"
entity = "app"
duration = "10us"
fault.lost_interrupt = true)",
                                     "t.toml");
  const auto resets_with = [&spec](CompletionCheck check) {
    spec.rings[0].driver.completion_check = check;
    const RunReport report = run_scenario(spec);
    CHECK(report.timeouts == 1);
    CHECK(report.jobs == 1);
    return report.resets;
  };
  CHECK(SlotHabits().completion_check == CompletionCheck::hardware);
  CHECK(resets_with(CompletionCheck::hardware) == 0);
  CHECK(resets_with(CompletionCheck::after_interrupt) == 1);  // no interrupt has told
  CHECK(resets_with(CompletionCheck::none) == 1);
}

}  // namespace drmsim::scenarios
