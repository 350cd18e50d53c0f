// A program of one's own that is the whole drmsim command, in which scenarios may name what the
// program brings. It may call run() once in its life, so that here it is a process of its own.
#include "tools/cli/run.h"

#include <cstdio>
#include <filesystem>
#include <string>

#include <sys/wait.h>

#include <catch2/catch.hpp>

#include "tests/support/scratch_folder.h"

namespace drmsim::tools {

// What would be main(int argc, char** argv).
TEST_CASE("own command: its main function", "[.][own-command]") {
  const tests::ScratchFolder folder;
  std::string file = folder.write("own.toml", R"(name = "own"
ring = [{ name = "gfx", scheduler = { policy = "my_order" } }]
entity = [{ name = "app", rings = "gfx" }]
job = [{ name = "j", entity = "app", duration = "10us" }]
expect = { jobs = 2 })");
  std::string program = "own";
  std::string command = "test";
  char* argv[] = {program.data(), command.data(), file.data()};

  scenarios::Extensions mine;
  mine.policies.add("my_order", [] { return (*drm::Policies().find("fifo"))(); });
  const int status = drmsim::tools::run(3, argv, mine);
  CHECK(status == 1);  // an unmet expectation; 2 would be a mistake: of a name that is not known
}

TEST_CASE("example: the drmsim command of a program that brings a policy") {
  const std::string self = std::filesystem::read_symlink("/proc/self/exe");
  FILE* const child = popen(("'" + self + "' '[own-command]' 2>&1").c_str(), "r");
  REQUIRE(child != nullptr);
  std::string said;
  for (int byte = fgetc(child); byte != EOF; byte = fgetc(child)) said += static_cast<char>(byte);
  const int status = pclose(child);
  INFO(said);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(said.find("unmet jobs: expected 2, was 1") != std::string::npos);
}

}  // namespace drmsim::tools
