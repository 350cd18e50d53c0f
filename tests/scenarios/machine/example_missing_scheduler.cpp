// A scenario about a kernel that was not built: an error of its own kind, so that a test program
// may skip it; a misspelt scheduler is an ordinary mistake.
#include "scenarios/machine/missing_scheduler.h"

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"

namespace drmsim::scenarios {
namespace {

// "passed", "skipped" or the mistake.
std::string verdict(const std::string& scheduler) {
  const Extensions only_the_model;
  MachineOptions options;
  options.extensions = &only_the_model;
  const ScenarioSpec spec = parse_scenario(
      "name = \"t\"\nscheduler = \"" + scheduler + "\"\n[[ring]]\nname = \"gfx\"\n", "t.toml");
  try {
    return run_scenario(spec, options).as_expected() ? "passed" : "failed";
  } catch (const MissingScheduler& missing) {
    return std::string("skipped: ") + missing.what();
  } catch (const InputError& mistake) {
    return mistake.what();
  }
}

}  // namespace

TEST_CASE("example: a scenario is skipped where its kernel is not built") {
  CHECK(verdict("model") == "passed");
  CHECK_THAT(verdict("kernel:6.12"),
             Catch::StartsWith("skipped: t.toml:2:13: the scheduler `kernel:6.12` is not here"));
  CHECK_THAT(verdict("modell"), Catch::StartsWith("t.toml:2:13: there is no scheduler `modell`"));
}

}  // namespace drmsim::scenarios
