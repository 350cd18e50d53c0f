// Patterns where names may stand: `*` and `?`, and everything else is itself.
#include "scenarios/format/name_pattern.h"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace drmsim::scenarios {

TEST_CASE("example: the rings that an option of a command names") {
  const std::vector<std::string> rings = {"gfx", "sdma0", "sdma1", "sdma10", "comp.sdma"};
  const auto count = [&](const std::string& asked) {
    return std::count_if(rings.begin(), rings.end(),
                         [&](const std::string& ring) { return matches(asked, ring); });
  };
  CHECK(count("sdma?") == 2);
  CHECK(count("sdma*") == 3);  // from the beginning to the end
  CHECK(count("*sdma*") == 4);
  CHECK(count("*") == 5);
  CHECK(count("sdma") == 0);
  CHECK(count("gfx") == 1);
  CHECK(matches("a*b*", "ab"));  // a star stands for nothing, too
  CHECK_FALSE(matches("a.c", "abc"));
  CHECK(is_pattern("sdma?"));
  CHECK_FALSE(is_pattern("comp.sdma"));
}

}  // namespace drmsim::scenarios
