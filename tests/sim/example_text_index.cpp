// Names as numbers: looked up quickly, and gone over in the order in which they came.
#include "sim/text_index.h"

#include <catch2/catch.hpp>

#include <string>

namespace drmsim::sim {

TEST_CASE("example: a hundred thousand names, each found by its text and by its number") {
  TextIndex names;
  CHECK(names.find("job.0") == TextIndex::kNone);
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    const auto [number, is_new] = names.add("job." + std::to_string(i));
    REQUIRE(number == i);
    REQUIRE(is_new);
  }
  const std::string& early = names.text(17);
  CHECK(names.add("job.17").first == 17);
  CHECK_FALSE(names.add("job.17").second);
  CHECK(names.size() == 100'000);
  CHECK(names.find("job.99999") == 99'999);
  CHECK(names.find("job.100000") == TextIndex::kNone);
  CHECK(names.find("") == TextIndex::kNone);
  names.add("");
  CHECK(names.find("") == 100'000);
  CHECK(&names.text(17) == &early);  // it has not moved
}

}  // namespace drmsim::sim
