// Characters of a text, one by one: here counted for a column, and shortened without cutting one.
#include "scenarios/format/utf8.h"

#include <catch2/catch.hpp>

namespace drmsim::scenarios {
namespace {

// The first `most` characters of a UTF-8 text.
std::string beginning_of(std::string_view text, std::size_t most) {
  std::string result;
  for (std::size_t at = 0; at < text.size() && most > 0; --most) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      result += text[at++];
      continue;
    }
    const auto point = code_point(text.substr(at));
    REQUIRE(point.has_value());
    append_code_point(result, point->first);
    at += point->second;
  }
  return result;
}

}  // namespace

TEST_CASE("example: the beginning of a text, in whole characters") {
  const std::string text = "\xC3\xA9t\xC3\xA9 \xE2\x82\xAC\xF0\x9F\x98\x80!";  // of 1 to 4 bytes
  CHECK(beginning_of(text, 4) == "\xC3\xA9t\xC3\xA9 ");
  CHECK(beginning_of(text, 6) == "\xC3\xA9t\xC3\xA9 \xE2\x82\xAC\xF0\x9F\x98\x80");
  CHECK(beginning_of(text, 99) == text);
  CHECK(code_point("\xE2\x82\xAC") == std::pair<std::uint32_t, std::size_t>{0x20AC, 3});
  CHECK_FALSE(code_point("\xE2\x82").has_value());  // cut
  CHECK_FALSE(code_point("\xA9t").has_value());     // the middle of one
  CHECK(as_utf8(std::string_view(text).substr(0, 1)) == "\xEF\xBF\xBD");
  CHECK(as_utf8(text) == text);
}

}  // namespace drmsim::scenarios
