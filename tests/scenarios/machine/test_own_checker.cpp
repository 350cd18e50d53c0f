// A checker that a program brings watches every run, and what it reports is a hazard like ours.
#include <catch2/catch.hpp>

#include <memory>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/machine/extensions.h"
#include "scenarios/report/run_scenario.h"

namespace drmsim::scenarios {
namespace {

// A rule of somebody's own: no job is submitted to the hardware twice.
class OnceChecker final : public JobChecker {
 public:
  using JobChecker::JobChecker;
  void check(const sim::Event& event, const JobLife*) override {
    if (event.kind != sim::EventKind::run_job || event.field[2] < 2) return;
    report(sim::HazardKind::contract, text(event.job(0)) + " is run again");
  }
};

}  // namespace

TEST_CASE("extensions: a checker of a program's own watches the run") {
  const ScenarioSpec spec =
      load_scenario(DRMSIM_SOURCE_DIR "/scenarios/files/recovery/hang_replay.toml");
  Extensions mine;
  mine.checkers.push_back([](sim::World& world) { return std::make_unique<OnceChecker>(world); });
  MachineOptions options;
  options.extensions = &mine;
  const RunReport report = run_scenario(spec, options);
  REQUIRE(!report.hazards.empty());
  CHECK(report.hazards[0].message == "x1 is run again");
  CHECK(report.hazards[0].kind == sim::HazardKind::contract);
  options.extensions = nullptr;
  CHECK(run_scenario(spec, options).hazards.empty());
}

}  // namespace drmsim::scenarios
