// `drmsim completion SHELL` and `drmsim man COMMAND`: what is made from the command line's own
// definitions, for shells and for people.
#pragma once

#include <string>
#include <vector>

#include "tools/cli/console.h"

namespace CLI {
class App;
}

namespace drmsim::tools {

struct CompletionArguments {
  std::string shell;
  std::string out;  // a path; empty: stdout
};

struct ManArguments {
  std::vector<std::string> words;  // of the command, "kernel" "build"; none: drmsim itself
  std::string folder;              // of all pages, as files; empty: one page, to stdout
};

void add_completion_options(CLI::App& completion, CompletionArguments& arguments);
void add_man_options(CLI::App& man, ManArguments& arguments);

// `app` is drmsim. Both throw OutputError.
int print_completion(const CLI::App& app, const CompletionArguments& arguments,
                     const Console& console);
int print_man_page(const CLI::App& app, const ManArguments& arguments, const Console& console);

}  // namespace drmsim::tools
