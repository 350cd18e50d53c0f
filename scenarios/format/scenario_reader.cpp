#include "scenarios/format/scenario_reader.h"

#include <utility>

#include "scenarios/format/diagnostics.h"
#include "scenarios/format/input_file.h"
#include "scenarios/format/keys/sections.h"
#include "scenarios/format/resolve.h"
#include "scenarios/format/toml_document.h"

namespace drmsim::scenarios {

ScenarioSpec load_scenario(const std::filesystem::path& path) {
  return parse_scenario(read_input_file(path), path.string());
}

ScenarioSpec parse_scenario(std::string_view text, std::string name) {
  check_input_text(text, name);
  const Node root = parse_toml(text, name);
  Diagnostics diagnostics(name);
  ScenarioEntries entries;
  entries.file = std::move(name);
  scenario_section().read(root, entries, diagnostics);
  ScenarioSpec spec = resolve(std::move(entries), root, diagnostics);
  diagnostics.throw_if_any();
  return spec;
}

InputError error_at(const ScenarioSpec& spec, SourceLocation where, std::string message) {
  return InputError(Diagnostic{spec.file, where.line, where.column, std::move(message)});
}

}  // namespace drmsim::scenarios
