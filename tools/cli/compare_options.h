// The options of `drmsim compare`.
#pragma once

#include "tools/cli/compare_arguments.h"

namespace CLI {
class App;
}

namespace drmsim::tools {

void add_compare_options(CLI::App& compare, CompareArguments& arguments);
// After parsing; throws CLI::ParseError.
void finish_compare_options(const CompareArguments& arguments);

}  // namespace drmsim::tools
