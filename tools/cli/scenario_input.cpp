#include "tools/cli/scenario_input.h"

#include <filesystem>

#include "scenarios/explore/replay_file.h"
#include "scenarios/format/input_error.h"
#include "scenarios/format/input_file.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/oracle/oracle_reader.h"

namespace drmsim::tools {

ScenarioInput load_input(const std::string& file, const scenarios::ScenarioOverrides& overrides) {
  const std::filesystem::path path(file);
  ScenarioInput input;
  if (path.extension() == ".toml") {
    input.spec = scenarios::load_scenario(path);
  } else if (path.extension() == ".txt") {
    input.spec = scenarios::load_oracle_scenario(path);
  } else {
    throw scenarios::InputError(scenarios::Diagnostic{
        file, 0, 0, "expected a scenario (.toml) or a scheduler test case (.txt)"});
  }
  scenarios::apply_overrides(overrides, input.spec);
  input.hash = scenarios::hash_of_text(scenarios::read_input_file(path));
  return input;
}

}  // namespace drmsim::tools
