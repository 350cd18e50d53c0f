// A line for a spreadsheet, of names that may have anything in them.
#include "scenarios/format/csv_text.h"

#include <catch2/catch.hpp>

namespace drmsim::scenarios {
namespace {

TEST_CASE("example: a word of CSV is quoted if it has to be") {
  CHECK(csv_word("gfx") + "," + csv_word("a, b") + "," + csv_word("say \"so\"") ==
        "gfx,\"a, b\",\"say \"\"so\"\"\"");
  CHECK(csv_word("two\nlines") == "\"two\nlines\"");
  CHECK(csv_word("").empty());
}

}  // namespace
}  // namespace drmsim::scenarios
