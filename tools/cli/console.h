// Where the command talks to, and what it may do there.
#pragma once

#include <ostream>

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

}  // namespace drmsim::tools
