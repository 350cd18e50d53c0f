// What the help and the manual page of each command say beside its options.
#pragma once

#include <string>

namespace drmsim::tools {

struct CommandText {
  const char* name;      // "run", "kernel build"; empty: drmsim itself
  const char* summary;   // without a full stop
  const char* details;   // sentences, or empty
  const char* examples;  // lines
  const char* status;    // "0 ..., 1 ..., 2 ...": what the exit status means
};

// The text of each command that there is.
const CommandText& command_text(const std::string& name);

// Examples and exit status, as they follow the options in the help.
std::string help_footer(const CommandText& text);

}  // namespace drmsim::tools
