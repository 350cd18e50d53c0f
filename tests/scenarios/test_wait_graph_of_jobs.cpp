// What a stall says of the fences that are waited for: where their jobs are.
#include <algorithm>
#include <filesystem>

#include <catch2/catch.hpp>

#include "scenarios/format/input_file.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"

namespace drmsim::scenarios {
namespace {

// The graph of the first stall; empty: there was none.
std::vector<sim::WaitLine> waits_of(const std::string& text) {
  const ScenarioSpec spec = parse_scenario(text, "t.toml");
  for (const HazardReport& hazard : run_scenario(spec, {}).hazards) {
    if (hazard.kind == sim::HazardKind::stall) return hazard.waits;
  }
  return {};
}

std::string file_text(const std::string& name) {
  return read_input_file(std::filesystem::path(DRMSIM_SOURCE_DIR) / "scenarios" / name);
}

}  // namespace

TEST_CASE("wait graph of jobs: the submission and the timeout handler wait for each other") {
  const auto waits = waits_of(file_text("locking/submitter_and_handler_deadlock.toml"));
  REQUIRE(waits.size() == 2);
  CHECK(waits[0].who == "app");
  CHECK(waits[0].waits_for == "hardware fence");
  CHECK(waits[0].waker == "tdr:gfx");
  CHECK(waits[0].in_cycle);
  CHECK(waits[1].who == "tdr:gfx");
  CHECK(waits[1].waits_for == "mutex reset_lock");
  CHECK(waits[1].waker == "app");
}

TEST_CASE("wait graph of jobs: where the job is that a client waits for") {
  const std::string text =
      "name = \"t\"\n[[ring]]\nname = \"gfx\"\nscheduler = { credit_limit = 1 }\n[[client]]\nname "
      "= \"c\"\nrings = [\"gfx\"]\nduration = \"10us\"\n"
      "cycles = 3\n[[fault]]\nring = \"gfx\"\n";
  const auto lost = waits_of(text + "fault = { lost_interrupt = true }\n");
  REQUIRE(lost.size() == 1);
  CHECK(lost[0].waits_for == "fence of c");
  CHECK(lost[0].waker == "irq:gfx");
  CHECK(lost[0].why ==
        "job c.0 was completed by hardware ring gfx; nobody has signalled its fence");
  const auto hangs = waits_of(text + "fault = { hang_attempts = \"forever\" }\n");
  REQUIRE(hangs.size() == 1);
  CHECK(hangs[0].waker == "ring gfx");
  CHECK(hangs[0].why == "job c.0 is on hardware ring gfx and has not ended");
}

}  // namespace drmsim::scenarios
