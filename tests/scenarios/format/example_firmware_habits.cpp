// What a firmware does with its queues: how many the hardware holds at once, and for how long.
#include "scenarios/format/firmware_habits.h"

#include <catch2/catch.hpp>

#include "scenarios/report/run_scenario.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {

TEST_CASE("example: two queues that share one place on the hardware take turns") {
  ScenarioSpec spec = parse_scenario(R"(name = "t"
reset_domain = [{ name = "gpu" }]
entity = [{ name = "e", rings = "a" }, { name = "f", rings = "b" }]
[defaults.ring]
reset_domain = "gpu"
driver.kind = "firmware"
[[ring]]
name = "a"
[[ring]]
name = "b"
[[job]]
name = "j"
entity = "e"
duration = "1ms"
count = 6
[[job]]
name = "k"
entity = "f"
duration = "1ms"
count = 6)",
                                     "t.toml");
  const auto evictions_with = [&spec](std::uint32_t hw_queues, sim::TimeNs time_slice_ns) {
    for (RingSpec& ring : spec.rings) {  // of one device: all say the same
      ring.driver.hw_queues = hw_queues;
      ring.driver.time_slice_ns = time_slice_ns;
    }
    const RunReport report = run_scenario(spec);
    CHECK(report.as_expected());
    CHECK(report.jobs == 12);
    return report.rings[0].evictions + report.rings[1].evictions;
  };
  CHECK(FirmwareHabits().hw_queues == 0);
  CHECK(evictions_with(0, 1'000'000) == 0);  // a place for each
  const std::uint64_t short_slices = evictions_with(1, 1'000'000);
  const std::uint64_t long_slices = evictions_with(1, 3'000'000);
  CHECK(long_slices > 0);
  CHECK(short_slices > long_slices);
}

}  // namespace drmsim::scenarios
