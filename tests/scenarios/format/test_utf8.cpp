// Text that is no UTF-8 becomes some.
#include <catch2/catch.hpp>

#include "scenarios/format/utf8.h"

namespace drmsim::scenarios {

TEST_CASE("utf8: what is UTF-8 stays, each byte that is none is replaced") {
  const std::string replaced = "\xEF\xBF\xBD";
  for (const char* text : {"", "plain", "caf\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"}) {
    CHECK(as_utf8(text) == text);
  }
  CHECK(as_utf8("caf\xE9.toml") == "caf" + replaced + ".toml");
  CHECK(as_utf8("\xC3") == replaced);                                // cut off
  CHECK(as_utf8("\xC0\xAF") == replaced + replaced);                 // longer than it need be
  CHECK(as_utf8("\xED\xA0\x80") == replaced + replaced + replaced);  // a surrogate
  CHECK(as_utf8("\xFFok") == replaced + "ok");
}

}  // namespace drmsim::scenarios
