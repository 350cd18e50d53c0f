// The times in a job's fences, looked at when the job is freed: of a run whose jobs finish out of
// order, and by hand.
#include "scenarios/checkers/timestamp_checker.h"

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"

namespace drmsim::scenarios {

TEST_CASE(
    "example: a job that has nothing to do finishes before it was scheduled, its fences say") {
  const auto run_with = [](const std::string& top) {
    const ScenarioSpec spec = parse_scenario(top + R"(name = "t"
ring = [{ name = "gfx", scheduler = { credit_limit = 2 } }]
entity = [{ name = "app", rings = "gfx" }]
[[job]]
name = "long"
entity = "app"
at = "1us"
duration = "500us"
[[job]]
name = "none"
entity = "app"
at = "2us"
duration = "1us"
fault.run_job_returns = "null"
)",
                                             "t.toml");
    return run_scenario(spec);
  };
  CHECK(run_with("").hazards.empty());  // a scenario has to ask
  const RunReport report = run_with("check = \"fence_timestamp\"\n");
  REQUIRE(report.hazards.size() == 1);
  CHECK(report.hazards[0].message ==
        "job none: it was scheduled at 501000 ns and finished at 2000 ns, say its fences");
}

TEST_CASE("example: a hardware fence may be later than the end of a cancelled job alone") {
  JobTimes times;
  times.pushed_ns = 1;
  times.scheduled = {.event_ns = 10, .timestamp_ns = 10};
  times.finished = {.event_ns = 30, .timestamp_ns = 30};
  times.hardware_ns = 40;
  CHECK(fault_of(times) == "it finished at 30 ns and the hardware at 40 ns, say its fences");
  times.cancelled = true;
  CHECK(fault_of(times).empty());
}

}  // namespace drmsim::scenarios
