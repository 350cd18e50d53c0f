// Files that are being written under another name (OutputFile), for a signal to leave none behind.
//
// From the first of them on, SIGINT, SIGTERM and SIGHUP remove them before they end the process,
// unless somebody else handles or ignores the signal. Limits: the 64 that were begun first.
#pragma once

#include <string>

namespace drmsim::tools {

void add_part_file(const std::string& path);
void forget_part_file(const std::string& path);

// Removes them and ends the process by that signal. May be called in a signal handler.
[[noreturn]] void end_by_signal(int number);

}  // namespace drmsim::tools
