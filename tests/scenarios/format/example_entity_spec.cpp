// Entities as a program sets them: whose jobs come first, and which rings take them.
#include "scenarios/format/entity_spec.h"

#include <catch2/catch.hpp>

#include "scenarios/report/run_scenario.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {

TEST_CASE("example: the jobs of an entity of higher priority come first") {
  ScenarioSpec spec = parse_scenario(R"(name = "t"
ring = [{ name = "gfx", scheduler = { credit_limit = 1 } }]
entity = [{ name = "background", rings = "gfx" }, { name = "display", rings = "gfx" }]
[defaults.job]
duration = "10us"
count = 3
[[job]]
name = "b"
entity = "background"
[[job]]
name = "d"
entity = "display")",
                                     "t.toml");
  const auto latency_of_display_ns = [&spec] {
    return run_scenario(spec).clients[1].latency.max_ns;
  };
  const sim::TimeNs equal_ns = latency_of_display_ns();
  spec.entities[1].priority = EntityPriority::high;
  CHECK(latency_of_display_ns() < equal_ns);
  spec.entities[1].priority = EntityPriority::low;
  CHECK(latency_of_display_ns() >= equal_ns);
}

TEST_CASE("example: an entity with several rings uses the one with less to do") {
  ScenarioSpec spec = parse_scenario(R"(name = "t"
ring = [{ name = "sdma0" }, { name = "sdma1" }]
entity = [{ name = "a", rings = "sdma0" }, { name = "b", rings = "sdma0" }]
job = [{ name = "j", entity = "a", duration = "10us" },
       { name = "k", entity = "b", duration = "10us" }])",
                                     "t.toml");
  CHECK(run_scenario(spec).virtual_time_ns == 20'000);
  for (EntitySpec& entity : spec.entities) entity.rings.push_back(NameRef{"sdma1", {}});
  CHECK(run_scenario(spec).virtual_time_ns == 10'000);
}

}  // namespace drmsim::scenarios
