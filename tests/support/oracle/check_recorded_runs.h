// Holds a scheduler to the recorded runs of the real one, in tests/scenarios/recorded/runs.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "scenarios/format/input_file.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/machine/machine.h"
#include "tests/support/oracle/recorded_log.h"

namespace drmsim::tests {

inline const std::filesystem::path kRecordedRuns =
    DRMSIM_SOURCE_DIR "/tests/scenarios/recorded/runs";

// In the order of their names.
inline std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder,
                                                   const std::string& extension) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == extension) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// The log of a run that ends without a hazard. options: without observers.
inline std::string log_of_run(const std::filesystem::path& scenario,
                              scenarios::MachineOptions options) {
  const scenarios::ScenarioSpec spec = scenarios::load_scenario(scenario);
  LogText log;
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

inline void check_recorded_runs(const scenarios::MachineOptions& options) {
  const auto files = files_in(kRecordedRuns, ".toml");
  CHECK(files.size() == 128);
  for (const std::filesystem::path& scenario : files) {
    const auto log = std::filesystem::path(scenario).replace_extension(".log");
    const auto expected = behaviour_lines(scenarios::read_input_file(log));
    CHECK_FALSE(expected.empty());
    const std::string difference =
        first_difference(expected, behaviour_lines(log_of_run(scenario, options)));
    INFO(scenario.filename().string() << " diverges at " << difference);
    CHECK(difference.empty());
  }
}

}  // namespace drmsim::tests
