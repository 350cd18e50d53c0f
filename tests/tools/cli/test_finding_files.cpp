// What a search finds is on disk at once, until its better file is there.
#include <catch2/catch.hpp>

#include <filesystem>
#include <sstream>
#include <string>

#include "tests/tools/cli/support/cli_run.h"
#include "tools/cli/finding_files.h"

namespace drmsim::tools {
namespace {

namespace fs = std::filesystem;
using tests::file_text;
using tests::ScratchFolder;

}  // namespace

TEST_CASE("finding files: what is kept is there at once, and gone when it is dropped") {
  const ScratchFolder folder;
  {
    FindingFiles files(folder.path("out"));
    files.keep("leak of job", "s-random", "text");
    const std::string path = files.path_of("leak of job");
    CHECK(path == folder.path("out/found/s-random.toml"));
    CHECK(file_text(path) == "text");
    files.drop("leak of job");
    CHECK_FALSE(fs::exists(path));
    CHECK(files.path_of("leak of job").empty());
    CHECK(files.left().empty());
  }
  CHECK_FALSE(fs::exists(folder.path("out/found")));
}

TEST_CASE("finding files: several of one scenario are beside each other") {
  const ScratchFolder folder;
  FindingFiles files(folder.path(""));
  files.keep("b", "s", "one");
  files.keep("a", "s", "two");
  CHECK(files.path_of("b") == folder.path("found/s.toml"));
  CHECK(files.path_of("a") == folder.path("found/s-2.toml"));
  CHECK(files.left().size() == 2);
}

TEST_CASE("finding files: what was not dropped stays, with its folder") {
  const ScratchFolder folder;
  {
    FindingFiles files(folder.path(""));
    files.keep("a", "s", "one");
    files.keep("b", "t", "two");
    files.drop("a");
    files.drop("a");
    files.drop("never kept");
  }
  CHECK_FALSE(fs::exists(folder.path("found/s.toml")));
  CHECK(file_text(folder.path("found/t.toml")) == "two");
}

TEST_CASE("finding files: a search that finds nothing makes no folder") {
  const ScratchFolder folder;
  { const FindingFiles files(folder.path("out")); }
  CHECK(folder.files().empty());
}

TEST_CASE("finding files: somebody else's file in the folder stays") {
  const ScratchFolder folder;
  const std::string mine = folder.write("found/mine.toml", "mine");
  {
    FindingFiles files(folder.path(""));
    files.keep("a", "mine", "other");
    files.drop("a");
  }
  CHECK(file_text(mine) == "mine");
}

TEST_CASE("finding files: what cannot be written is passed over") {
  const ScratchFolder folder;
  folder.write("file", "");
  FindingFiles files(folder.path("file"));
  CHECK_NOTHROW(files.keep("a", "s", "text"));
  CHECK(files.path_of("a").empty());
  CHECK(files.left().empty());
}

TEST_CASE("finding files: of what is left the report does not have, one is told, as text") {
  const ScratchFolder folder;
  FindingFiles files(folder.path(""));
  files.keep("leak of \x1b[31m job", "q\x1b", "one");
  files.keep("stall", "s", "two");
  std::ostringstream err;
  tell_left(files, err, [](const std::string& name) { return name == "stall"; });
  CHECK(err.str() == "found behind the end of the search, too: leak of ?[31m job\n  " +
                         folder.path("found/q?.toml") + "\n");
}

}  // namespace drmsim::tools
