// The options of `drmsim policies`.
#pragma once

#include "tools/cli/policies_arguments.h"

namespace CLI {
class App;
}

namespace drmsim::tools {

void add_policies_options(CLI::App& policies, PoliciesArguments& arguments);
// After parsing; throws CLI::ParseError.
void finish_policies_options(const PoliciesArguments& arguments);

}  // namespace drmsim::tools
