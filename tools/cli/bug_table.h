// `drmsim bugs --table`: which release of the kernel has which bug of the corpus in its own code.
#pragma once

#include <string>
#include <vector>

#include "scenarios/format/scenario_spec.h"
#include "tools/explore/bug_check.h"

namespace drmsim::tools {

// The trees that `present` of any file speaks of, oldest first: "kernel:6.1", "kernel:6.12".
std::vector<std::string> releases_spoken_of(const std::vector<scenarios::ScenarioSpec>& bugs);

struct BugTable {
  std::string text;                    // Markdown, a row for each bug that some tree has
  std::vector<std::string> surprises;  // what files say otherwise: "a.toml: kernel:6.12 has it"
};

// Runs each bug on each release that is built. A cell is `present`; `mended` (an older release has
// it) or `not yet` (only newer ones do); `-`, if the tree cannot run the scenario (no such policy,
// or driver); or `?`, if it is not built.
BugTable bug_table(const std::vector<scenarios::ScenarioSpec>& bugs,
                   const scenarios::BugCheckOptions& options);

}  // namespace drmsim::tools
