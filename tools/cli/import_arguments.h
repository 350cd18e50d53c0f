// What the user of `drmsim import` asked for.
#pragma once

#include <string>

namespace drmsim::tools {

struct ImportArguments {
  std::string capture;  // a path, or - for stdin
  std::string out;      // a path, kStandardOutput, or empty
  bool check = false;
  bool vblank = false;
  bool closed_loop = false;
  std::string json;  // of the check: a path, kStandardOutput, or empty
};

}  // namespace drmsim::tools
