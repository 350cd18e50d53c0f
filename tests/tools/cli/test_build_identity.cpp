// The line that `drmsim --version` prints, from the values that the build generated.
#include <catch2/catch.hpp>
#include <string>

#include "tools/cli/build_identity.h"

using drmsim::tools::build_identity;
using drmsim::tools::build_identity_line;

TEST_CASE("the build identity names version, commit, compiler and build type") {
  const auto& build = build_identity();
  CHECK(build.version == "0.1.0");
  CHECK_FALSE(build.commit.empty());
  CHECK_FALSE(build.compiler.empty());
  CHECK_FALSE(build.build_type.empty());
}

TEST_CASE("the version line holds every part of the build identity") {
  const auto& build = build_identity();
  const std::string line = build_identity_line();
  CHECK(line.rfind("drmsim 0.1.0 (", 0) == 0);
  for (std::string_view part : {build.commit, build.compiler, build.build_type}) {
    CHECK(line.find(part) != std::string::npos);
  }
}
