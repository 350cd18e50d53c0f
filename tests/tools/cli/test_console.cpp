// Where reports for people go, and in which colours.
#include <catch2/catch.hpp>

#include <ostream>
#include <sstream>
#include <string>

#include "tests/tools/cli/support/environment.h"
#include "tools/cli/console.h"

namespace drmsim::tools {
namespace {

std::string red_word(const TextStyle& style) {
  return style.red("x");
}

// A stream that takes nothing: a full disk.
class FullBuffer : public std::streambuf {};

struct Streams {
  std::ostringstream out;
  std::ostringstream err;
  Console console{out, err};
};

constexpr const char* kRed = "\033[1;31mx\033[0m";

}  // namespace

TEST_CASE("console: a report goes to one of the two, as its caller says") {
  Streams streams;
  print_report(streams.console, true, red_word);
  CHECK(streams.out.str() == "x");
  CHECK(streams.err.str().empty());
  print_report(streams.console, false, red_word);
  CHECK(streams.out.str() == "x");
  CHECK(streams.err.str() == "x");
}

TEST_CASE("console: colour is for the stream that is a terminal, if it is wanted") {
  Streams streams;
  streams.console.out_is_terminal = true;
  print_report(streams.console, true, red_word);
  CHECK(streams.out.str() == "x");  // it was not wanted
  streams.console.colour = true;
  print_report(streams.console, true, red_word);
  CHECK(streams.out.str() == std::string("x") + kRed);
  print_report(streams.console, false, red_word);
  CHECK(streams.err.str() == "x");
  streams.console.err_is_terminal = true;
  print_report(streams.console, false, red_word);
  CHECK(streams.err.str() == std::string("x") + kRed);
}

TEST_CASE("console: what stdout does not take is told on stderr, without its colours") {
  FullBuffer full;
  std::ostream out(&full);
  std::ostringstream err;
  Console console{out, err};
  console.colour = console.out_is_terminal = true;
  print_report(console, true, red_word);
  CHECK(err.str() == "x");
}

TEST_CASE("console: NO_COLOR is colour off if it says anything, and a dumb terminal is none") {
  const tests::Environment no_color("NO_COLOR");
  const tests::Environment term("TERM");
  no_color.set("1");
  CHECK_FALSE(system_console().colour);
  no_color.set("0");
  CHECK_FALSE(system_console().colour);  // whatever it says
  no_color.set("");
  CHECK(system_console().colour);
  term.set("dumb");
  CHECK_FALSE(system_console().out_is_terminal);
  CHECK_FALSE(system_console().err_is_terminal);
}

}  // namespace drmsim::tools
