// `--html` of a run that may end its process, as a schedule that was found to fail may.
#pragma once

#include <functional>
#include <string>

#include "tools/cli/console.h"
#include "tools/cli/output_file.h"

namespace drmsim::tools {

// Makes the page in a process of its own, and writes it: to the file, or if that is null to stdout.
// If there is no page, says on stderr that `what` cannot be drawn, and why. stop: a descriptor, as
// of WorkUnits. Throws OutputError.
void write_page_apart(const std::function<std::string()>& page, const std::string& what, int stop,
                      OutputFile* file, const Console& console);

}  // namespace drmsim::tools
