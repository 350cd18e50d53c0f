#include "tests/tools/cli/support/cli_run.h"

#include <fstream>
#include <sstream>

namespace drmsim::tests {

std::string file_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace drmsim::tests
