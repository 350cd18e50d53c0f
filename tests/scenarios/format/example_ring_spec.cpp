// A ring that a program adds: by hand it needs what the reader fills in, an engine and a reset
// domain that exist, and credits.
#include "scenarios/format/ring_spec.h"

#include <catch2/catch.hpp>

#include "scenarios/report/run_scenario.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {

TEST_CASE("example: a second ring, on the engine of the first and on one of its own") {
  ScenarioSpec spec = parse_scenario(
      small_scenario("[[job]]\nname = \"j\"\nentity = \"app\"\nduration = \"10us\"\n"), "t.toml");
  REQUIRE(spec.rings[0].engine.name == "gfx");  // implied, and made
  RingSpec ring;
  ring.name = "compute";
  ring.engine = spec.rings[0].engine;
  ring.reset_domain = spec.rings[0].reset_domain;
  CHECK(ring.scheduler.credit_limit == 0);  // the reader makes it the ring's slots
  ring.scheduler.credit_limit = ring.slots;
  spec.rings.push_back(ring);
  EntitySpec entity;
  entity.name = "cl";
  entity.rings.push_back(NameRef{"compute", {}});
  spec.entities.push_back(entity);
  JobSpec job = spec.jobs[0];
  job.name = "k";
  job.entity.name = "cl";
  spec.jobs.push_back(job);

  CHECK(run_scenario(spec).virtual_time_ns == 20'000);  // one after the other
  EngineSpec own;
  own.name = "shaders";
  spec.engines.push_back(own);
  spec.rings[1].engine.name = "shaders";
  const RunReport report = run_scenario(spec);
  CHECK(report.as_expected());
  CHECK(report.virtual_time_ns == 10'000);
}

}  // namespace drmsim::scenarios
