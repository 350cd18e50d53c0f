#include <cerrno>
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/tools/cli/support/cli_run.h"
#include "tools/cli/output_file.h"

namespace drmsim::tests {
namespace {

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

// Of a long text it fails while that is written, and long before the end.
TEST_CASE("output file: a full disk is an error, with its reason") {
  for (const std::size_t size : {std::size_t{4}, std::size_t{1} << 20}) {
    OutputFile file("/dev/full");
    for (std::size_t i = 0; i < size; i += 4) file.stream() << "text";
    CHECK_THROWS_WITH(file.commit(), "cannot write /dev/full: No space left on device");
  }
  OutputFile at_once("/dev/full");
  at_once.stream() << std::string(std::size_t{1} << 20, 'x');
  errno = 0;
  CHECK_THROWS_WITH(at_once.commit(), "cannot write /dev/full: No space left on device");
}

TEST_CASE("output file: a link that leads nowhere yet stays a link") {
  const ScratchFolder folder;
  std::filesystem::create_symlink("target", folder.path("link"));
  OutputFile file(folder.path("link"));
  file.stream() << "new";
  file.commit();
  CHECK(std::filesystem::is_symlink(folder.path("link")));
  CHECK(file_text(folder.path("target")) == "new");
}

}  // namespace
}  // namespace drmsim::tests
