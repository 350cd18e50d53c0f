#include "tools/cli/console.h"

#include <cstdlib>
#include <iostream>
#include <string_view>

#include <unistd.h>

namespace drmsim::tools {
namespace {

bool environment_says(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

bool is_terminal(int fd) {
  const char* kind = std::getenv("TERM");
  return isatty(fd) == 1 && kind != nullptr && std::string_view(kind) != "dumb";
}

}  // namespace

Console system_console() {
  return Console{std::cout, std::cerr, is_terminal(STDOUT_FILENO), is_terminal(STDERR_FILENO),
                 !environment_says("NO_COLOR")};
}

void print_report(const Console& console, bool to_out,
                  const std::function<std::string(const TextStyle&)>& text) {
  if (to_out) {
    console.out << text(TextStyle(console.colour && console.out_is_terminal)) << std::flush;
    if (console.out) return;
  }
  console.err << text(TextStyle(console.colour && console.err_is_terminal)) << std::flush;
}

}  // namespace drmsim::tools
