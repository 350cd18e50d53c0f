// The compiled kernel against the recorded behaviour of the same code: what is between is ours.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <algorithm>

#include <catch2/catch.hpp>

#include "scenarios/machine/machine.h"
#include "tests/kernel/support/kernel_under_test.h"
#include "tests/tools/oracle/support/oracle_trace.h"
#include "tools/oracle/oracle_reader.h"

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
  const scenarios::ScenarioSpec spec = scenarios::load_oracle_scenario(scenario);
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

std::size_t compare_with_recorded(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder / "scenarios")) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& scenario : files) {
    const auto expected = behaviour_lines(contents_of(folder / "traces" / scenario.filename()));
    const std::string difference =
        first_difference(expected, behaviour_lines(run_on_kernel(scenario)));
    INFO(scenario.filename().string() << " diverges at " << difference);
    CHECK(difference.empty());
  }
  return files.size();
}

bool has_612() {
  const auto kernels = kernels_under_test();
  return std::find(kernels.begin(), kernels.end(), "kernel:6.12") != kernels.end();
}

TEST_CASE("oracle: the kernel's own code gives the golden logs again") {
  if (!has_612()) return;
  CHECK(compare_with_recorded(fs::path(DRMSIM_SOURCE_DIR) / "tests/tools/oracle") >= 12);
}

TEST_CASE("oracle: the kernel's own code gives all recorded logs again") {
  if (!has_612()) return;
  const char* given = std::getenv("DRMSIM_ORACLE");
  const fs::path folder =
      given != nullptr ? given : fs::path(DRMSIM_SOURCE_DIR) / "../shared/oracle";
  if (!fs::exists(folder / "scenarios")) {
    WARN("skipped: no recorded scenarios at " << folder << "; set DRMSIM_ORACLE to their folder");
    return;
  }
  CHECK(compare_with_recorded(folder) >= 1);
}

}  // namespace
}  // namespace drmsim::tests
