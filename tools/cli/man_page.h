// Manual pages, for man(7) of groff and mandoc.
#pragma once

#include <string>

#include "tools/cli/command_shape.h"

namespace drmsim::tools {

// "drmsim-kernel-build": the page's name, and with .1 behind it its file's.
std::string man_name(const CommandShape& command);

// `root` is drmsim itself, whose page tells of the others.
std::string man_page(const CommandShape& command, const CommandShape& root);

}  // namespace drmsim::tools
