// Where the command talks to, and what it may do there.
#pragma once

#include <ostream>

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

// What a report for people is written to, and how.
struct ReportStream {
  std::ostream& to;
  TextStyle style;
};
// stdout, unless that is taken by what is for programs: then stderr.
ReportStream report_stream(const Console& console, bool to_out);

}  // namespace drmsim::tools
