// The example in sched/README.md is a file that is compiled and run here.
#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <string>

std::string run_readme_example(const std::string& implementation);

namespace drmsim::drm {
namespace {

std::string contents(const std::string& path) {
  std::ifstream file(std::string(DRMSIM_SOURCE_DIR "/") + path);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("the example of sched/README.md is the file that is compiled") {
  const std::string readme = contents("sched/README.md");
  const std::string fence = "```cpp\n";
  const auto begin = readme.find(fence);
  REQUIRE(begin != std::string::npos);
  const auto end = readme.find("```\n", begin + fence.size());
  REQUIRE(end != std::string::npos);
  const auto first = begin + fence.size();
  CHECK(readme.substr(first, end - first) == contents("tests/sched/readme_example.cpp"));
}

TEST_CASE("the example of sched/README.md does what it says") {
  CHECK(run_readme_example("model") == "10000 20000");
}

}  // namespace
}  // namespace drmsim::drm
