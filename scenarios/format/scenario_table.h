// A scenario file and all that it includes, as one table: what the reader makes a spec of.
//
// Mechanism: each included file is read as TOML, in order, and laid over what came before it; the
// file itself comes last (resolve/table_merge.h). Every node knows its place and file. The key
// `include` is gone afterwards, so that flat_text() says the same in one file; so are the names of
// files with jobs and durations, whose contents are in their place (resolve/companion_files.h).
// Limits: 8 files deep, 64 files and 8 MiB of text in all, and 128 MiB of those others; a file that
// is included twice is read once.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "scenarios/format/document.h"
#include "scenarios/format/source_location.h"

namespace drmsim::scenarios {

// What flat_text() may come to: a scenario and all that it names.
inline constexpr std::size_t kFlatBytesMax = std::size_t{256} * 1024 * 1024;

struct ScenarioTable {
  std::string file;
  IncludedFiles included;
  Node root;
};

// Throws InputError, which names the file at fault, if a file is no TOML, or cannot be included.
ScenarioTable load_scenario_table(const std::filesystem::path& path);

// The same for text in memory. `folder`: where what it includes is looked for; without one it may
// include nothing.
ScenarioTable parse_scenario_table(std::string_view text, std::string name,
                                   const std::optional<std::filesystem::path>& folder);

// One file that says the same: without `include`, and without comments.
std::string flat_text(const ScenarioTable& table);

}  // namespace drmsim::scenarios
