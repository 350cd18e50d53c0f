#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "tools/cli/command_line.h"
#include "tools/cli/console.h"

namespace {

// The number of a stream that is closed would be that of the next file that is opened, and what is
// printed would be in there. Reading and writing still fail as they do on a closed stream.
void keep_numbers_of_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) >= 0) continue;
    static_cast<void>(open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY));
  }
}

}  // namespace

int main(int argc, char** argv) {
  keep_numbers_of_streams();
  std::ios::sync_with_stdio(false);
  return drmsim::tools::run_command_line(std::vector<std::string>(argv + 1, argv + argc),
                                         drmsim::tools::system_console());
}
