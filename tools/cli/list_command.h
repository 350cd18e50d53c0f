// `drmsim list`: the scenarios that come with drmsim.
#pragma once

#include "tools/cli/console.h"

namespace drmsim::tools {

int list_scenarios(const Console& console);

}  // namespace drmsim::tools
