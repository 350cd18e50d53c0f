// `drmsim lint`: are these files as they should be? Nothing is run, and nothing written.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/console.h"

namespace CLI {
class App;
}

namespace drmsim::tools {

struct LintArguments {
  std::vector<std::string> files;
};

void add_lint_options(CLI::App& lint, LintArguments& arguments);

// A line on `out` for each file, its mistakes on `err`. 0: there are none; 2: some.
int lint_files(const LintArguments& arguments, const Console& console);

}  // namespace drmsim::tools
