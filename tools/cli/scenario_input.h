// A scenario named on a command line: what it says, and a text that says it without another file.
#pragma once

#include <string>

#include "scenarios/format/scenario_overrides.h"
#include "scenarios/format/scenario_spec.h"
#include "scenarios/format/scenario_table.h"

namespace drmsim::tools {

struct ScenarioInput {
  scenarios::ScenarioSpec spec;
  std::string own_text;
  scenarios::ScenarioTable table;

  // parse_input() makes the same of it, in any folder. Of a scenario that names other files it is
  // made when it is asked for, since it may be long.
  std::string text() const {
    return table.included.names.empty() ? own_text : scenarios::flat_text(table);
  }
};

// Of what a name says, by its ending; of stdin, a scenario.
enum class InputKind : std::uint8_t { scenario, workload, unknown };
InputKind kind_of(const std::string& file);

// What the results of that file are called by: its name without the ending.
std::string stem_of(const std::string& file);

// Throws InputError: of no such file, a folder, or a file of another kind.
[[noreturn]] void refuse_kind(const std::string& file, const std::string& expected);

// `overrides` take the place of what the file says; the text is that of the file, or of one that
// holds what it includes. Throws InputError.
ScenarioInput load_input(const std::string& file,
                         const scenarios::ScenarioOverrides& overrides = {});
// The same of such a text; `file` is what messages call it, and its ending counts.
ScenarioInput parse_input(const std::string& text, const std::string& file,
                          const scenarios::ScenarioOverrides& overrides = {});

}  // namespace drmsim::tools
