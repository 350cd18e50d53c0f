// A search finds what is there, nothing where nothing is, and does not depend on who searches.
#include <catch2/catch.hpp>

#include "scenarios/explore/explorer.h"
#include "scenarios/format/scenario_reader.h"

namespace drmsim::scenarios {
namespace {

// The driver keeps no reference of its own: whether that hurts depends on the order of things.
constexpr const char* kOneReference = R"(
name = "one_reference"
[[ring]]
name = "gfx"
scheduler = { credit_limit = 4, timeout = "100ms" }
driver = { fence = "preallocated", keep_reference = false, release = "now" }
[[entity]]
name = "a"
rings = ["gfx"]
[[job]]
name = "x"
entity = "a"
at = "1us"
duration = "10us"
[[job]]
name = "y"
entity = "a"
at = "2us"
duration = "10us"
)";

Exploration search(const std::string& text, const std::string& strategy, unsigned jobs,
                   bool keep_going = false, std::uint64_t schedules = 400) {
  const ScenarioSpec spec = parse_scenario(text, "x.toml");
  ExploreOptions options;
  options.search.strategy = strategy;
  options.search.schedules = schedules;
  options.jobs = jobs;
  options.keep_going = keep_going;
  return explore(spec, options);
}

}  // namespace

TEST_CASE("explorer: every strategy finds the driver that keeps no reference") {
  for (const std::string& strategy : strategy_names()) {
    CAPTURE(strategy);
    const Exploration found = search(kOneReference, strategy, 1, false, 2000);
    REQUIRE(found.failures.size() >= 1);
    CHECK(found.failures[0].hazard.kind == sim::HazardKind::use_after_free);
    CHECK(found.failures[0].deviations.size() >= 1);
    CHECK(found.failures[0].schedule == found.schedules);
  }
}

}  // namespace drmsim::scenarios
