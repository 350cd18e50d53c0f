// A driver does everything right until it is told otherwise, one decision at a time.
#include "scenarios/format/driver_spec.h"

#include <catch2/catch.hpp>

#include "scenarios/report/run_scenario.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {

TEST_CASE("example: a driver made wrong, and mended, in one decision") {
  ScenarioSpec spec =
      load_scenario(DRMSIM_SOURCE_DIR "/scenarios/files/bugs/run_job_single_reference.toml");
  DriverSpec& driver = spec.rings[0].driver;
  CHECK_FALSE(driver.keep_reference);
  const RunReport wrong = run_scenario(spec);
  REQUIRE(!wrong.hazards.empty());
  CHECK(wrong.hazards[0].kind == sim::HazardKind::use_after_free);

  driver.keep_reference = DriverSpec().keep_reference;
  CHECK(run_scenario(spec).hazards.empty());
}

TEST_CASE("example: how much of a ring's domain a hang costs") {
  ScenarioSpec spec = parse_scenario(R"(name = "t"
reset_domain = [{ name = "gpu" }]
[defaults.ring]
reset_domain = "gpu"
scheduler.timeout = "1ms"
[[ring]]
name = "gfx"
[[ring]]
name = "compute"
[[entity]]
name = "app"
rings = "gfx"
[[job]]
name = "hung"
entity = "app"
duration = "10us"
fault.hang_attempts = 1)",
                                     "t.toml");
  const auto resets_of_compute = [&spec] { return run_scenario(spec).rings.at(1).resets; };
  CHECK(spec.rings[0].driver.reset == ResetScope::ring);
  CHECK(resets_of_compute() == 0);
  spec.rings[0].driver.reset = ResetScope::full;
  CHECK(resets_of_compute() == 1);
}

}  // namespace drmsim::scenarios
