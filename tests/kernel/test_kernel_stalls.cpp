// What a stall of the compiled drm/sched says: whose fence is waited for.
#include <algorithm>
#include <string>

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"
#include "tests/kernel/support/kernel_under_test.h"

namespace drmsim::tests {
namespace {

TEST_CASE("kernel stalls: a queue that waits for another driver's fence says for whose") {
  const scenarios::ScenarioSpec spec =
      scenarios::load_scenario(DRMSIM_SOURCE_DIR "/scenarios/files/recovery/foreign_fence.toml");
  for (const std::string& kernel : kernels_under_test()) {
    INFO(kernel);
    scenarios::MachineOptions options;
    options.extensions = &with_kernels();
    options.scheduler = kernel;
    const scenarios::RunReport report = scenarios::run_scenario(spec, options);
    const auto stall =
        std::find_if(report.hazards.begin(), report.hazards.end(),
                     [](const auto& hazard) { return hazard.kind == sim::HazardKind::stall; });
    REQUIRE(stall != report.hazards.end());
    CHECK(
        stall->message.starts_with("job scan_out waits for the fence of draw: job draw is on "
                                   "hardware ring discrete and has not ended; and teardown "));
    const auto waits = std::find_if(stall->waits.begin(), stall->waits.end(),
                                    [](const auto& line) { return line.who == "job scan_out"; });
    REQUIRE(waits != stall->waits.end());
    CHECK(waits->waits_for == "fence of draw");
    CHECK(waits->waker == "ring discrete");
  }
}

}  // namespace
}  // namespace drmsim::tests
