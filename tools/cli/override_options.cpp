#include "tools/cli/override_options.h"

#include <string>

#include <CLI/CLI.hpp>

namespace drmsim::tools {
namespace {

// The letters of gem_wsim.
std::string with_letter(std::string_view name) {
  std::string option = "--" + std::string(name);
  if (name == "repeat") return "-r," + option;
  if (name == "scale") return "-f," + option;
  if (name == "delay-scale") return "-F," + option;
  return option;
}

}  // namespace

void add_override_options(CLI::App& command, scenarios::ScenarioOverrides& overrides) {
  for (const scenarios::OverrideKind& kind : scenarios::override_kinds()) {
    const std::string name(kind.name);
    const auto add = [&overrides, name](const std::string& value) {
      const scenarios::ScenarioOverride override{name, value};
      const std::string mistake = scenarios::override_mistake(override);
      if (!mistake.empty()) throw CLI::ValidationError("--" + name, "`" + value + "`; " + mistake);
      overrides.push_back(override);
    };
    command
        .add_option_function<std::string>(with_letter(kind.name), add, std::string(kind.describes))
        ->type_name(std::string(kind.takes))
        ->group("In place of what a file says");
  }
}

}  // namespace drmsim::tools
