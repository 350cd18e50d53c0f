// Where the command talks to, and what it may do there.
#pragma once

#include <functional>
#include <ostream>
#include <string>

#include "tools/cli/text_style.h"

namespace drmsim::tools {

struct Console {
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool colour = false;  // wanted, where a stream is a terminal
};

// The process's own: terminals are asked for, colour is off if NO_COLOR is set (no-color.org).
Console system_console();

// Prints a report for people: to stdout, unless that is taken by what is for programs, or does not
// take it (a full disk): then to stderr. What was found is told all the same.
void print_report(const Console& console, bool to_out,
                  const std::function<std::string(const TextStyle&)>& text);

}  // namespace drmsim::tools
