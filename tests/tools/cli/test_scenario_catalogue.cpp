#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/tools/cli/support/cli_run.h"
#include "tools/cli/scenario_catalogue.h"

namespace drmsim::tests {
namespace {

namespace fs = std::filesystem;

TEST_CASE("catalogue: found beside an installed program") {
  const ScratchFolder folder;
  fs::create_directories(folder.path("share/drmsim/scenarios/files/timing"));
  CHECK(tools::scenario_folder(folder.path("bin/drmsim")) ==
        fs::path(folder.path("share/drmsim/scenarios/files")));
}

TEST_CASE("catalogue: found above a build inside the source tree") {
  const ScratchFolder folder;
  fs::create_directories(folder.path("scenarios/files/recovery"));
  CHECK(tools::scenario_folder(folder.path("build/release/tools/drmsim")) ==
        fs::path(folder.path("scenarios/files")));
}

TEST_CASE("catalogue: otherwise that of the tree that was built") {
  const ScratchFolder folder;
  CHECK(tools::scenario_folder(folder.path("bin/drmsim")) ==
        fs::path(DRMSIM_SOURCE_DIR "/scenarios/files"));
}

TEST_CASE("catalogue: a file that comes with drmsim is found by its name") {
  const std::string path = tools::path_of_named("hang_replay");
  CHECK(fs::equivalent(path, DRMSIM_SOURCE_DIR "/scenarios/files/recovery/hang_replay.toml"));
  CHECK(tools::path_of_named("recovery/hang_replay") == path);
  CHECK(tools::path_of_named(path) == path);
  CHECK(tools::path_of_named("hang_replay.toml") == "hang_replay.toml");
  CHECK(tools::path_of_named("no_such_name") == "no_such_name");
  CHECK(drmsim({"run", "recovery/hang_replay"}).status == 0);
  CHECK(drmsim({"run", "no_such_name"}).status == 2);
}

TEST_CASE("catalogue: scenarios and workloads in order of their paths, nothing else") {
  const ScratchFolder folder;
  fs::create_directories(folder.path("b"));
  for (const char* name : {"b/z.toml", "b/a.wsim", "b/notes.md", "a.toml"}) folder.write(name, "x");
  const auto files = tools::scenario_files(folder.path(""));
  REQUIRE(files.size() == 3);
  CHECK(files[0].filename() == "a.toml");
  CHECK(files[1].filename() == "a.wsim");
  CHECK(files[2].filename() == "z.toml");
}

}  // namespace
}  // namespace drmsim::tests
