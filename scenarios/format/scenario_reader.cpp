#include "scenarios/format/scenario_reader.h"

#include <optional>
#include <utility>

#include "scenarios/format/diagnostics.h"
#include "scenarios/format/keys/sections.h"
#include "scenarios/format/resolve/resolve.h"
#include "scenarios/format/resolve/table_defaults.h"

namespace drmsim::scenarios {

ScenarioSpec load_scenario(const std::filesystem::path& path) {
  return read_scenario(load_scenario_table(path));
}

ScenarioSpec parse_scenario(std::string_view text, std::string name) {
  return read_scenario(parse_scenario_table(text, std::move(name), std::nullopt));
}

ScenarioSpec read_scenario(const ScenarioTable& table) {
  Diagnostics diagnostics(table.file, table.included);
  ScenarioEntries entries;
  entries.file = table.file;
  entries.included = table.included;
  const Node root = with_defaults(table.root, diagnostics);
  scenario_section().read(root, entries, diagnostics);
  ScenarioSpec spec = resolve(std::move(entries), root, diagnostics);
  diagnostics.throw_if_any();
  return spec;
}

InputError error_at(const ScenarioSpec& spec, SourceLocation where, std::string message) {
  return InputError(Diagnostic{spec.included.file_of(where, spec.file), where.line, where.column,
                               std::move(message)});
}

}  // namespace drmsim::scenarios
