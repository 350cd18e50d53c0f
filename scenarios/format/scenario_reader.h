// Reads a scenario file: TOML in, ScenarioSpec out.
//
// Mechanism: toml++ parses (toml_document.cpp), included files are laid under the file
// (scenario_table.h), tables of keys (keys/) say which keys exist, with
// their types, ranges and defaults, and resolve/ connects what refers to each other. FORMAT.md
// is checked against the same tables. Limits: 8 MiB of text, 100,000 jobs in tables and 2,000,000
// in lists, 20 diagnostics at a time.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "scenarios/format/scenario_spec.h"
#include "scenarios/format/scenario_table.h"

namespace drmsim::scenarios {

// Throws InputError with everything found wrong, up to 20 diagnostics.
ScenarioSpec load_scenario(const std::filesystem::path& path);

// The same for text in memory, which includes nothing; `name` stands for the file in messages.
ScenarioSpec parse_scenario(std::string_view text, std::string name);

// The same for a file that scenario_table.h has put together.
ScenarioSpec read_scenario(const ScenarioTable& table);

}  // namespace drmsim::scenarios
