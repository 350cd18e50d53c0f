// `drmsim schema`: the format of scenario files, for editors.
#pragma once

#include "tools/cli/console.h"

namespace drmsim::tools {

int print_schema(const Console& console);

}  // namespace drmsim::tools
