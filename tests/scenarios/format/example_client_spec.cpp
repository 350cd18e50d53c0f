// A client of one step or of several: cycle_steps() has them alike.
#include "scenarios/format/client_spec.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {
namespace {

// The least time that a cycle keeps the hardware busy.
sim::TimeNs work_of_cycle_ns(const ClientSpec& client) {
  sim::TimeNs work_ns = 0;
  for (const ClientStep& step : client.cycle_steps()) work_ns += step.jobs * step.duration.min_ns;
  return work_ns;
}

}  // namespace

TEST_CASE("example: the work of a cycle, of a client with steps and without") {
  const ScenarioSpec spec = parse_scenario("until = \"1s\"\n" + small_scenario(R"([[client]]
name = "simple"
entity = "app"
duration = "10us..20us"
jobs_per_cycle = 3
[[client]]
name = "frame"
step = [{ name = "copy", rings = "gfx", duration = "5us" },
        { name = "draw", entity = "app", duration = "40us", jobs = 2 },
        { name = "also", entity = "app", duration = "1us", after = [] }]
)"),
                                           "t.toml");
  const ClientSpec& simple = spec.clients[0];
  const ClientSpec& frame = spec.clients[1];
  CHECK(work_of_cycle_ns(simple) == 30'000);
  CHECK(work_of_cycle_ns(frame) == 86'000);

  CHECK(simple.cycle_steps().size() == 1);
  CHECK(simple.cycle_steps()[0].name.empty());
  CHECK(simple.cycles == kEndlessCycles);  // until the end of time, which the file has to say
  CHECK(simple.in_flight == kNoJobLimit);
  CHECK(simple.synchronous);

  CHECK(frame.entity.name == "frame.copy");       // that of the first step, made for it
  CHECK_FALSE(frame.steps[1].after.has_value());  // after the step before
  REQUIRE(frame.steps[2].after.has_value());
  CHECK(frame.steps[2].after->empty());  // after none
}

}  // namespace drmsim::scenarios
