// `drmsim lint` on files that are odd: empty, of no text, several times, and of many mistakes.
#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

#include "tests/tools/cli/support/cli_run.h"

namespace drmsim::tests {
namespace {

namespace fs = std::filesystem;

const std::string kSmallest = "name = \"a\"\n[[ring]]\nname = \"r\"\n";

}  // namespace

TEST_CASE("drmsim lint: an empty file, one of no text and one that cannot be read have mistakes") {
  const ScratchFolder folder;
  folder.write("empty.toml", "");
  folder.write("comment.toml", "# nothing\n");
  folder.write("binary.toml", std::string("name\0=", 6));
  folder.write("empty.wsim", "");
  fs::create_directories(folder.path("dir.toml"));
  fs::create_symlink("nowhere", folder.path("link.toml"));
  for (const char* file : {"empty.toml", "comment.toml", "binary.toml", "empty.wsim", "dir.toml",
                           "link.toml", "none.wsim", "no_ending", "UPPER.TOML"}) {
    const CliRun run = drmsim({"lint", folder.path(file)});
    CAPTURE(file, run.err);
    CHECK(run.status == 2);
    CHECK(contains(run.out, folder.path(file) + ": "));
    CHECK(contains(run.out, " mistake"));
    CHECK(contains(run.err, folder.path(file)));
  }
}

TEST_CASE("drmsim lint: two mistakes are mistakes, each with its line") {
  const ScratchFolder folder;
  const std::string file = folder.write("a.toml", kSmallest + "slots = 0\nrong = 1\n");
  const CliRun run = drmsim({"lint", file});
  CHECK(run.status == 2);
  CHECK(contains(run.err, file + ":4:9: "));
  CHECK(contains(run.err, file + ":5:1: "));
  CHECK(run.out == file + ": 2 mistakes\n");
}

TEST_CASE(
    "drmsim lint: the same file twice is told twice, and a good one behind a bad one is read") {
  const ScratchFolder folder;
  const std::string good = folder.write("a b.toml", kSmallest);
  const std::string bad = folder.write("bad.toml", "name = 1\n");
  const CliRun run = drmsim({"lint", good, bad, good});
  CHECK(run.status == 2);
  CHECK(run.out.rfind(good + ": ok\n" + bad + ": ", 0) == 0);
  CHECK(run.out.substr(run.out.size() - good.size() - 5) == good + ": ok\n");
}

TEST_CASE("drmsim lint: nothing is written, and nothing runs") {
  const ScratchFolder folder;
  const std::string endless =
      folder.write("a.toml",
                   "name = \"a\"\nuntil = \"1000000s\"\n[[ring]]\nname = \"r\"\n[[client]]\nname = "
                   "\"c\"\nrings = \"r\"\nduration = \"1ns\"\n");
  CHECK(drmsim({"lint", endless}).status == 0);
  CHECK(folder.files() == std::vector<std::string>{"a.toml"});
}

TEST_CASE("drmsim lint: what a workload says that is hardly meant is a warning, and no mistake") {
  const ScratchFolder folder;
  const std::string file = folder.write("w.wsim", "1.RCS.5us.0.0\n");
  const CliRun run = drmsim({"lint", file});
  CHECK(run.status == 0);
  CHECK(run.out == file + ": ok\n");
  CHECK(run.err == file + ":1:7: only '5' of '5us' is read, as in gem_wsim (warning)\n");
}

}  // namespace drmsim::tests
