#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/tools/cli/support/cli_run.h"
#include "tools/cli/output_file.h"

namespace drmsim::tests {
namespace {

using tools::OutputError;
using tools::OutputFile;

TEST_CASE("output file: appears whole when it is committed") {
  const ScratchFolder folder;
  const std::string path = folder.write("out", "old");
  {
    OutputFile file(path);
    file.stream() << "new";
    file.stream().flush();
    CHECK(file_text(path) == "old");
    file.commit();
  }
  CHECK(file_text(path) == "new");
  CHECK(folder.files() == std::vector<std::string>{"out"});
}

TEST_CASE("output file: without a commit nothing has happened") {
  const ScratchFolder folder;
  { OutputFile(folder.path("out")).stream() << "half"; }
  CHECK(folder.files().empty());
}

TEST_CASE("output file: a link stays a link") {
  const ScratchFolder folder;
  const std::string target = folder.write("target", "old");
  std::filesystem::create_symlink("target", folder.path("link"));
  OutputFile file(folder.path("link"));
  file.stream() << "new";
  file.commit();
  CHECK(std::filesystem::is_symlink(folder.path("link")));
  CHECK(file_text(target) == "new");
}

TEST_CASE("output file: a device is written to, not replaced") {
  OutputFile file("/dev/null");
  file.stream() << "text";
  file.commit();
  CHECK(std::filesystem::is_character_file("/dev/null"));
}

TEST_CASE("output file: a full disk is an error") {
  OutputFile file("/dev/full");
  file.stream() << "text";
  CHECK_THROWS_AS(file.commit(), OutputError);
}

}  // namespace
}  // namespace drmsim::tests
