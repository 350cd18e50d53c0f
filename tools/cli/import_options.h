// The options of `drmsim import`.
#pragma once

#include "tools/cli/import_arguments.h"

namespace CLI {
class App;
}

namespace drmsim::tools {

void add_import_options(CLI::App& import, ImportArguments& arguments);
// After parsing; throws CLI::ParseError.
void finish_import_options(const ImportArguments& arguments);

}  // namespace drmsim::tools
