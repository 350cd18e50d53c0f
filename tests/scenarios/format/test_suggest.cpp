// Which name a misspelt one was meant to be.
#include <catch2/catch.hpp>

#include "scenarios/format/errno_names.h"
#include "scenarios/format/suggest.h"

namespace drmsim::scenarios {

TEST_CASE("suggest: distance counts insertions, removals, replacements and swaps") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("slot", "slots") == 1);
  CHECK(edit_distance("slits", "slots") == 1);
  CHECK(edit_distance("nmae", "name") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("suggest: the nearest candidate, the first of equals") {
  CHECK(closest("credit_limt", {"hang_limit", "credit_limit"}) == "credit_limit");
  CHECK(closest("bb", {"ab", "cb"}) == "ab");
}

TEST_CASE("suggest: nothing for a word that resembles none") {
  CHECK_FALSE(closest("zebra", {"name", "slots"}).has_value());
  CHECK_FALSE(closest("x", {"y"}).has_value());
  CHECK_FALSE(closest(std::string(1000, 'a'), {"a"}).has_value());
  CHECK_FALSE(closest("a", {}).has_value());
}

TEST_CASE("suggest: lists read as sentences and stay short") {
  CHECK(either_of({"a"}) == "`a`");
  CHECK(either_of({"a", "b", "c"}) == "`a`, `b` or `c`");
  CHECK(all_of({"a", "b"}) == "`a` and `b`");
  const std::vector<std::string> many(100, "x");
  CHECK(either_of(many).find("... (100 in all)") != std::string::npos);
  CHECK(either_of(many).size() < 100);
}

TEST_CASE("suggest: a suggestion replaces a list that is too long to read") {
  std::vector<std::string> many(100, "zzzz");
  many.emplace_back("slots");
  CHECK(suggestion("slot", many) == "; did you mean `slots`?");
}

TEST_CASE("errno names: numbers are Linux's, in both directions and signs") {
  CHECK(errno_number("ECANCELED") == 125);
  CHECK(errno_number("ESRCH") == 3);
  CHECK(errno_number("ENODATA") == 61);
  CHECK(errno_number("ETIME") == 62);
  CHECK(errno_number("EIO") == 5);
  CHECK(errno_number("ENODEV") == 19);
  CHECK_FALSE(errno_number("ENOSUCH").has_value());
  CHECK(errno_name(125) == "ECANCELED");
  CHECK(errno_name(-125) == "ECANCELED");
  CHECK(errno_name(0) == "ok");
  CHECK(errno_name(-4095) == "-4095");
  for (const std::string& name : errno_names()) {
    REQUIRE(errno_number(name).has_value());
    CHECK(errno_name(*errno_number(name)) == name);
  }
}

}  // namespace drmsim::scenarios
