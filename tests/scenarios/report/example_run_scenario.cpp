// A run by one call: its observers see everything, also what is said of the jobs that are left.
#include "scenarios/report/run_scenario.h"

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"

namespace drmsim::scenarios {
namespace {

struct HazardEvents final : sim::EventObserver {
  void on_event(const sim::Event& event) override {
    if (event.kind == sim::EventKind::hazard) names.emplace_back(event.text(0));
  }
  std::vector<std::string> names;
};

}  // namespace

TEST_CASE("example: a run whose observers see the hazards about jobs that were left over") {
  const ScenarioSpec spec = parse_scenario(R"(name = "t"
ring = [{ name = "gfx" }]
entity = [{ name = "app", rings = "gfx" }]
job = [{ name = "hung", entity = "app", duration = "1us", fault = { hang_attempts = 1 } }])",
                                           "t.toml");
  HazardEvents events;
  MachineOptions options;
  options.observers.push_back(&events);
  const RunReport report = run_scenario(spec, options);
  REQUIRE(report.unfinished.size() == 1);
  CHECK(report.unfinished[0].job == "hung");
  REQUIRE(events.names.size() == report.hazards.size());
  CHECK(events.names.back() == "fence_never_signalled");
  CHECK(report.hazards.back().story == report.unfinished[0].story);
}

TEST_CASE("example: a machine that cannot be built is an error at the place in the file") {
  const ScenarioSpec spec = parse_scenario(
      "name = \"t\"\n[[ring]]\nname = \"gfx\"\ndriver = { kind = \"amdgpu\" }\n", "t.toml");
  try {
    run_scenario(spec);
    FAIL("there is no such driver");
  } catch (const InputError& error) {
    CHECK(error.diagnostics().front().line == 4);
    CHECK_THAT(error.what(), Catch::Contains("there is no driver `amdgpu`"));
  }
}

}  // namespace drmsim::scenarios
