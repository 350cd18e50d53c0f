// The example of sim/README.md is the program that tests/examples builds and runs.
#include <fstream>
#include <sstream>
#include <string>

#include <catch2/catch.hpp>

namespace drmsim::sim {
namespace {

std::string contents(const std::string& path) {
  std::ifstream file(DRMSIM_SOURCE_DIR "/" + path);
  INFO(path);
  REQUIRE(file.good());
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST_CASE("the code block of sim/README.md is tests/examples/device_and_client.cpp") {
  const std::string readme = contents("sim/README.md");
  const std::string opening = "```cpp\n";
  const auto begin = readme.find(opening) + opening.size();
  REQUIRE(begin != opening.size() - 1);
  CHECK(readme.substr(begin, readme.find("```", begin) - begin) ==
        contents("tests/examples/device_and_client.cpp"));
}

}  // namespace
}  // namespace drmsim::sim
