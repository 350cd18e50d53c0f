// The compiled kernel against the recorded behaviour of the same code: what is between is ours.
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/machine/machine.h"
#include "tests/kernel/support/kernel_under_test.h"
#include "tests/support/oracle/recorded_log.h"

namespace drmsim::tests {
namespace {

namespace fs = std::filesystem;

std::string contents_of(const fs::path& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string run_on_kernel(const fs::path& scenario) {
  const scenarios::ScenarioSpec spec = scenarios::load_scenario(scenario);
  LogText log;
  scenarios::MachineOptions options;
  options.extensions = &with_kernels();
  options.scheduler = "kernel:6.12";
  options.observers = {&log};
  scenarios::Machine machine(spec, options);
  log.use(machine.world().names());
  machine.run();
  for (const sim::Hazard& hazard : machine.world().hazards().all()) {
    UNSCOPED_INFO(sim::hazard_name(hazard.kind) << ": " << hazard.message);
  }
  CHECK(machine.world().hazards().empty());
  return log.text();
}

TEST_CASE("recorded runs: the kernel's own code gives the recorded logs again") {
  DRMSIM_NEEDS_KERNEL("6.12");
  const fs::path runs = DRMSIM_SOURCE_DIR "/tests/scenarios/recorded/runs";
  std::size_t compared = 0;
  for (const auto& entry : fs::directory_iterator(runs)) {
    const fs::path& log = entry.path();
    if (log.extension() != ".log") continue;
    const auto expected = behaviour_lines(contents_of(log));
    const std::string actual = run_on_kernel(fs::path(log).replace_extension(".toml"));
    const std::string difference = first_difference(expected, behaviour_lines(actual));
    INFO(log.filename().string() << " diverges at " << difference);
    CHECK(difference.empty());
    ++compared;
  }
  CHECK(compared == 128);
}

}  // namespace
}  // namespace drmsim::tests
