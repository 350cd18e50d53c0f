// What is said about a command line that is not understood, of a program that a test has made.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "tools/cli/option_kinds.h"
#include "tools/cli/usage_mistake.h"

namespace drmsim::tools {
namespace {

// drmsim run FILE... [--events FILE] [--fast]; drmsim kernel list|build [--name NAME].
std::string said_of(const std::vector<std::string>& words) {
  CLI::App app("", "drmsim");
  app.require_subcommand(1);
  std::vector<std::string> files;
  std::string text;
  bool fast = false;
  CLI::App* run = app.add_subcommand("run");
  run->add_option("FILE", files)->required();
  run->add_option("--events", text)->type_name("FILE");
  run->add_flag("-f,--fast", fast);
  CLI::App* kernel = app.add_subcommand("kernel");
  kernel->require_subcommand(1);
  kernel->add_subcommand("list");
  kernel->add_subcommand("build")->add_option("--name", text)->type_name("NAME");
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::ParseError& error) {
    const std::string mistake = usage_mistake(app, error);
    return mistake.substr(0, mistake.find('\n'));
  }
  return "";
}

}  // namespace

TEST_CASE("usage mistake: a command that nobody knows, at either level") {
  CHECK(said_of({"rnu"}) ==
        "drmsim: there is no command `rnu`; did you mean `run`? expected `run` or `kernel`");
  CHECK(said_of({"kernel", "lisst"}) ==
        "drmsim kernel: there is no command `lisst`; did you mean `list`? expected `list` or "
        "`build`");
  CHECK(said_of({"\u00fcben"}).rfind("drmsim: there is no command `\u00fcben`", 0) == 0);
}

TEST_CASE("usage mistake: without a command those that there are are named") {
  CHECK(said_of({"kernel"}) == "drmsim kernel: expected a command: `list` or `build`");
}

TEST_CASE("usage mistake: an option is shown without its value") {
  CHECK(said_of({"run", "x", "--evnets=a b"}) ==
        "drmsim run: there is no option `--evnets`; did you mean `--events`?");
  CHECK(said_of({"run", "x", "--zzzzzzzz=1"}) == "drmsim run: there is no option `--zzzzzzzz`");
}

TEST_CASE("usage mistake: an option of another command is said to belong there") {
  CHECK(said_of({"--fast", "run", "x"}) ==
        "drmsim: there is no option `--fast`; it belongs behind `drmsim run`");
}

TEST_CASE("usage mistake: an option without its value, or given twice") {
  CHECK(said_of({"run", "x", "--events"}) ==
        "drmsim run: `--events` stands without a value; expected `--events FILE`");
  CHECK(said_of({"kernel", "build", "--name", "a", "--name", "b"}) ==
        "drmsim kernel build: `--name` is given twice; expected it once");
}

TEST_CASE("usage mistake: a word too many, where no command takes one") {
  CHECK(said_of({"kernel", "build", "tree"}) ==
        "drmsim kernel build: `tree` is one argument too "
        "many");
  CHECK(said_of({"kernel", "list", "-"}) == "drmsim kernel list: `-` is one argument too many");
}

}  // namespace drmsim::tools
