// The drmsim command, called as a user would, with what it says.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "tests/support/scratch_folder.h"
#include "tools/cli/command_line.h"

namespace drmsim::tests {

struct CliRun {
  int status;
  std::string out;
  std::string err;
};

inline CliRun drmsim(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  std::ostringstream err;
  const int status = tools::run_command_line(arguments, tools::Console{out, err});
  return {status, out.str(), err.str()};
}

std::string file_text(const std::string& path);

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace drmsim::tests
