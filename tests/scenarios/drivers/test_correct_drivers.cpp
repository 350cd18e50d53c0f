// The reference drivers without defects have none, whatever goes wrong around them.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"
#include "tests/support/drivers/driver_matrix.h"

namespace drmsim::scenarios {
namespace {

// No hazard, and every job ends.
void check_all(const std::vector<std::string>& texts) {
  std::size_t clean = 0;
  for (const std::string& text : texts) {
    const RunReport report = run_scenario(parse_scenario(text, "t.toml"));
    if (report.hazards.empty() && report.unfinished.empty()) {
      ++clean;
      continue;
    }
    INFO(text);
    for (const HazardReport& hazard : report.hazards) UNSCOPED_INFO(hazard.message);
    CHECK(report.hazards.empty());
    CHECK(report.unfinished.empty());
  }
  CHECK(clean == texts.size());
}

}  // namespace

TEST_CASE("correct drivers: ring, in each of its designs") {
  check_all(tests::ring_driver_matrix());
}

TEST_CASE("correct drivers: slot, in each of its designs") {
  check_all(tests::slot_driver_matrix());
}

TEST_CASE("correct drivers: firmware, in each of its designs") {
  check_all(tests::firmware_driver_matrix());
}

}  // namespace drmsim::scenarios
