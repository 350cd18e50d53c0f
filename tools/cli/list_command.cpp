#include "tools/cli/list_command.h"

#include <filesystem>
#include <string>

#include "scenarios/format/input_error.h"
#include "scenarios/format/scenario_reader.h"
#include "tools/cli/command_line.h"
#include "tools/cli/scenario_catalogue.h"
#include "tools/cli/text_style.h"
#include "tools/cli/text_wrap.h"

namespace drmsim::tools {
namespace {

namespace fs = std::filesystem;

std::string summary_of(const fs::path& file) {
  if (file.extension() != ".toml") return "a workload of gem_wsim";
  try {
    return scenarios::load_scenario(file).summary;
  } catch (const scenarios::InputError& error) {
    return "cannot be read: " + scenarios::to_string(error.diagnostics().front());
  }
}

}  // namespace

int list_scenarios(const Console& console) {
  const auto folder = scenario_folder();
  if (!folder.has_value()) {
    console.err
        << "drmsim: the scenarios are neither beside the program nor in the folders above\n";
    return kBadInput;
  }
  const TextStyle style(console.colour && console.out_is_terminal);
  for (const fs::path& file : scenario_files(*folder)) {
    console.out << style.bold(fs::proximate(file).string()) << "\n" << wrapped(summary_of(file), 4);
  }
  return kAsExpected;
}

}  // namespace drmsim::tools
