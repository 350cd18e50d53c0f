#include <string>
#include <vector>

#include "tools/cli/command_line.h"
#include "tools/cli/console.h"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  return drmsim::tools::run_command_line(std::vector<std::string>(argv + 1, argv + argc),
                                         drmsim::tools::system_console());
}
