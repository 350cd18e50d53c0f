// Names of what `drmsim new` writes: the longest, the oddest, and those that are paths.
#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/tools/cli/support/cli_run.h"

namespace drmsim::tests {
namespace {

namespace fs = std::filesystem;

CliRun make_new(const std::string& what, const std::string& path) {
  return drmsim({"new", what, path});
}

}  // namespace

TEST_CASE("drmsim new: a name of 64 characters will do, of 65 it does not, and nothing is left") {
  for (const char* what : {"scenario", "policy", "driver"}) {
    const ScratchFolder folder;
    const std::string longest(64, 'n');
    CHECK(make_new(what, folder.path(longest)).status == 0);
    const CliRun run = make_new(what, folder.path(longest + "n"));
    CAPTURE(what, run.err);
    CHECK(run.status == 2);
    CHECK(folder.files().size() == 1);
  }
}

TEST_CASE("drmsim new: a folder with blanks and umlauts may be above it, and is shown as a word") {
  const ScratchFolder folder;
  folder.write("gr\u00fcn it's/x", "");
  const std::string shown = "'" + folder.path("gr\u00fcn it'\\''s/own");
  const CliRun scenario = make_new("scenario", folder.path("gr\u00fcn it's/own"));
  CHECK(scenario.status == 0);
  CHECK(contains(scenario.out, "drmsim run " + shown + ".toml'\n"));
  const CliRun policy = make_new("policy", folder.path("gr\u00fcn it's/own"));
  CHECK(policy.status == 0);
  CHECK(contains(policy.out, "cmake -S " + shown + "' -B "));
}

TEST_CASE("drmsim new scenario: an ending that is given is not given twice") {
  const ScratchFolder folder;
  CHECK(make_new("scenario", folder.path("one.toml")).status == 0);
  CHECK(make_new("scenario", folder.path("two.5")).status == 0);
  CHECK(folder.files() == std::vector<std::string>{"one.toml", "two.5.toml"});
}

TEST_CASE("drmsim new: a name that a scenario or CMake cannot have is refused before it is there") {
  for (const char* what : {"scenario", "policy", "driver"}) {
    const ScratchFolder folder;
    for (const char* name :
         {"a\"b", "gr\u00fcn", "a b", "a;b", "9x", "-x", ".", "..", "a$b", "a\nb"}) {
      const CliRun run = make_new(what, folder.path(name));
      CAPTURE(what, name, run.err);
      CHECK(run.status == 2);
      CHECK(run.out.empty());
      const bool is_folder = std::string(name) == "." || std::string(name) == "..";
      if (is_folder && std::string(what) != "scenario") continue;
      CHECK(contains(run.err, std::string(": a ") + what + "'s name has 1 to 64 letters"));
    }
    CHECK(folder.files().empty());
  }
}

TEST_CASE("drmsim new: a project's files bear its name, and no placeholder is left") {
  for (const char* what : {"policy", "driver"}) {
    const ScratchFolder folder;
    REQUIRE(make_new(what, folder.path("A_b-9")).status == 0);
    for (const char* file : {"CMakeLists.txt", "A_b-9.cpp", "A_b-9.toml"}) {
      const std::string text = file_text(folder.path("A_b-9/" + std::string(file)));
      CAPTURE(what, file);
      CHECK_FALSE(text.empty());
      CHECK_FALSE(contains(text, "@"));
      CHECK(contains(text, "A_b-9"));
    }
  }
}

TEST_CASE("drmsim new: a file in the place of the folder stays") {
  const ScratchFolder folder;
  const std::string mine = folder.write("own", "mine");
  CHECK(make_new("driver", mine).status == 2);
  CHECK(file_text(mine) == "mine");
  CHECK(contains(make_new("driver", folder.path("no/where/own")).err, "No such file or directory"));
}

}  // namespace drmsim::tests
