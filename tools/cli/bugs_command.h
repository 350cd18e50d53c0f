// `drmsim bugs`: the corpus of known bugs, each found with its defect and clean without.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/console.h"
#include "tools/explore/bug_check.h"

namespace CLI {
class App;
}

namespace drmsim::tools {

struct BugsArguments {
  std::vector<std::string> files;  // empty: all that come with drmsim
  scenarios::BugCheckOptions check;
  std::string scheduler;  // empty: each scenario's own
  bool table = false;     // of all kernels, instead of checking one scheduler
  std::string json;       // a path, kStandardOutput, or empty
};

void add_bugs_options(CLI::App& bugs, BugsArguments& arguments);

// 0: all as they should be. Throws InputError, OutputError.
int check_bugs(const BugsArguments& arguments, const Console& console);

}  // namespace drmsim::tools
