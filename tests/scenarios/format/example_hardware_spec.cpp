// The hardware beside the rings, changed by a program: engines, interrupts, and resets that take
// time or fail.
#include "scenarios/format/hardware_spec.h"

#include <catch2/catch.hpp>

#include "scenarios/report/run_scenario.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {

TEST_CASE("example: a wider engine, and an interrupt that takes its time") {
  ScenarioSpec spec = parse_scenario(
      small_scenario("[[job]]\nname = \"j\"\nentity = \"app\"\nduration = \"10us\"\ncount = 4\n"),
      "t.toml");
  REQUIRE(spec.engines.size() == 1);  // implied by the ring
  CHECK(spec.engines[0].where.line == spec.rings[0].where.line);
  CHECK(run_scenario(spec).virtual_time_ns == 40'000);
  spec.engines[0].width = 2;
  CHECK(run_scenario(spec).rings[0].busy == Approx(1));
  spec.engines[0].width = 1;
  spec.interrupt.latency = sim::Delay::fixed(5'000);
  CHECK(run_scenario(spec).virtual_time_ns == 45'000);  // of the last; the others overlap
}

TEST_CASE("example: a ring reset that fails is followed by one of the domain") {
  ScenarioSpec spec = parse_scenario(R"(name = "t"
ring = [{ name = "gfx", scheduler = { timeout = "1ms", hang_limit = 5 } }]
entity = [{ name = "app", rings = "gfx" }]
reset_domain = [{ name = "gfx", ring_reset_time = "100us", full_reset_time = "2ms" }]
job = [{ name = "hung", entity = "app", duration = "10us", fault = { hang_attempts = 1 } }])",
                                     "t.toml");
  const auto end_ns = [&spec] {
    const RunReport report = run_scenario(spec);
    CHECK(report.jobs == 1);
    return report.virtual_time_ns;
  };
  CHECK(end_ns() == 1'000'000 + 100'000 + 10'000);
  spec.reset_domains[0].ring_reset_fails = 1;
  CHECK(end_ns() >= 1'000'000 + 2'000'000 + 10'000);
}

}  // namespace drmsim::scenarios
