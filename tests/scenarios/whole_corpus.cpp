#include "tests/scenarios/whole_corpus.h"

#include <algorithm>
#include <filesystem>
#include <string>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/machine/machine.h"
#include "scenarios/report/event_hash.h"

namespace drmsim::scenarios {

std::vector<ScenarioSpec> scenario_files_of_the_model() {
  std::vector<std::filesystem::path> paths;
  const std::string folder = DRMSIM_SOURCE_DIR "/scenarios/files";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".toml") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<ScenarioSpec> specs;
  for (const auto& path : paths) {
    ScenarioSpec spec = load_scenario(path);
    if (spec.scheduler.name.empty()) specs.push_back(std::move(spec));
  }
  return specs;
}

std::uint64_t run_hash(const ScenarioSpec& spec) {
  EventHash hash;
  MachineOptions options;
  options.observers = {&hash};
  Machine machine(spec, options);
  hash.begin(machine.world().names());
  machine.run();
  for (const sim::Hazard& hazard : machine.world().hazards().all()) hash.add(hazard.message);
  return hash.value();
}

}  // namespace drmsim::scenarios
