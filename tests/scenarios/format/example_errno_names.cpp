// Fence errors between event logs, which have numbers, and files, which have names.
#include "scenarios/format/errno_names.h"

#include <algorithm>

#include <catch2/catch.hpp>

namespace drmsim::scenarios {

TEST_CASE("example: an error of an event log, for a file") {
  const int in_log = -125;  // error=-125
  CHECK(errno_name(in_log) == "ECANCELED");
  REQUIRE(errno_number("ECANCELED").has_value());
  CHECK(-*errno_number("ECANCELED") == in_log);
  // Linux's numbers, on whichever system this runs.
  CHECK(errno_number("EDEADLK") == 35);
  CHECK(errno_number("ESHUTDOWN") == 108);
  CHECK_FALSE(errno_number("ECONNRESET").has_value());  // no error of the graphics stack

  CHECK(errno_name(0) == "ok");
  CHECK_FALSE(errno_number("ok").has_value());  // no error
  CHECK_FALSE(errno_number("ecanceled").has_value());
  CHECK(errno_name(1'000'000) == "1000000");

  std::vector<int> numbers;
  for (const std::string& name : errno_names()) numbers.push_back(*errno_number(name));
  CHECK(std::is_sorted(numbers.begin(), numbers.end()));
}

}  // namespace drmsim::scenarios
