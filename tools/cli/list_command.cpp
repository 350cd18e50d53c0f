#include "tools/cli/list_command.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "scenarios/format/input_error.h"
#include "scenarios/format/scenario_reader.h"
#include "tools/cli/command_line.h"
#include "tools/cli/scenario_catalogue.h"
#include "tools/cli/text_style.h"

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
  std::vector<std::string> names;
  const std::vector<fs::path> files = scenario_files(*folder);
  std::size_t width = 0;
  for (const fs::path& file : files) {
    names.push_back(fs::relative(file, *folder).string());
    width = std::max(width, names.back().size());
  }
  const TextStyle style(console.colour && console.out_is_terminal);
  console.out << "in " << fs::proximate(*folder).string() << ":\n";
  for (std::size_t i = 0; i < files.size(); ++i) {
    console.out << "  " << style.bold(fmt::format("{:<{}}", names[i], width)) << "  "
                << summary_of(files[i]) << "\n";
  }
  return kAsExpected;
}

}  // namespace drmsim::tools
