// The options of `drmsim diff`.
#pragma once

#include <CLI/CLI.hpp>

#include "tools/cli/diff_arguments.h"

namespace drmsim::tools {

void add_diff_options(CLI::App& diff, DiffArguments& arguments);
// Once all is read. Throws CLI::ParseError unless it is two runs.
void finish_diff_options(const DiffArguments& arguments);

}  // namespace drmsim::tools
