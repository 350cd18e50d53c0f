#include "tools/cli/run.h"

#include <csignal>
#include <ios>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "tools/cli/command_line.h"
#include "tools/cli/console.h"

namespace drmsim::tools {
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

int run(int argc, char** argv, const scenarios::Extensions& extensions) {
  keep_numbers_of_streams();
  std::signal(SIGXFSZ, SIG_IGN);  // a write beyond the limit of a file's size fails, and is told
  std::ios::sync_with_stdio(false);
  scenarios::Extensions::add_to_program(extensions);
  return run_command_line(std::vector<std::string>(argv + 1, argv + argc), system_console());
}

}  // namespace drmsim::tools
