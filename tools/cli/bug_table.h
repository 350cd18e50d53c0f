// `drmsim bugs --table`: which release of the kernel has which bug of the corpus in its own code.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "scenarios/format/scenario_spec.h"
#include "tools/explore/bug_check.h"

namespace drmsim::tools {

// The trees that `present` of any file speaks of, oldest first: "kernel:6.1", "kernel:6.12".
std::vector<std::string> releases_spoken_of(const std::vector<scenarios::ScenarioSpec>& bugs);

struct BugTable {
  std::string text;                    // Markdown, a row for each bug that some tree has
  std::size_t rows = 0;                // fewer than the bugs, if options.stop ended it
  std::vector<std::string> surprises;  // what files say otherwise: "a.toml: kernel:6.12 has it"
};

// Runs each bug on each release that is built. A cell is `present`; `mended` (an older release has
// it) or `not yet` (only newer ones do); `-`, if the tree cannot run the scenario (no such policy,
// or driver); or `?`, if it is not built. progress: called before each bug, with its number from 1;
// may be empty.
BugTable bug_table(
    const std::vector<scenarios::ScenarioSpec>& bugs, const scenarios::BugCheckOptions& options,
    const std::function<void(const scenarios::ScenarioSpec&, std::size_t)>& progress = {});

}  // namespace drmsim::tools
