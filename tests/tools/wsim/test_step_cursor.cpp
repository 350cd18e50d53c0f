// How the fields of a step are walked over, and how a complaint about one reads.
#include <catch2/catch.hpp>

#include <cstdint>
#include <string>

#include "tests/tools/wsim/support/one_step.h"

namespace drmsim::scenarios::wsim {
namespace {

// The first field as a number.
auto first_number(const std::string& text) {
  return tests::read_one_step(
      text, [](StepCursor& cursor) { return cursor.number(*cursor.next(), "Bad", "a number"); });
}

}  // namespace

TEST_CASE("step cursor: fields come one by one, and then none, however often one asks") {
  const auto step = tests::read_one_step("a..b.c.", [](StepCursor& cursor) {
    std::string fields;
    while (const Field* field = cursor.next()) {
      fields += std::string(field->text) + std::to_string(field->column) + " ";
    }
    return fields + (cursor.next() == nullptr ? "end" : "more");
  });
  CHECK(step.read == "a1 b4 c6 end");
}

TEST_CASE("step cursor: numbers of 32 bits, with a sign and blanks before them") {
  CHECK(first_number("2147483647").read == INT32_MAX);
  CHECK(first_number("-2147483648").read == INT32_MIN);
  CHECK(first_number(" +7").read == 7);
  CHECK(first_number("007").read == 7);
  CHECK(first_number("-0").read == 0);
  CHECK(first_number("2147483647").warnings.empty());
}

TEST_CASE("step cursor: a number that C could not hold is refused, not wrapped") {
  for (const char* text : {"2147483648", "-2147483649", "4294967297", "99999999999999999999"}) {
    CAPTURE(text);
    const auto step = first_number(text);
    CHECK_FALSE(step.read.has_value());
    CHECK(step.error == std::string("Bad at step 0! Found '") + text + "'; expected a number");
  }
}

TEST_CASE("step cursor: what is behind a number is told, and so is what is none") {
  CHECK(first_number("5us").read == 5);
  CHECK(first_number("5us").warnings ==
        std::vector<std::string>{"1: only '5' of '5us' is read, as in gem_wsim"});
  CHECK(first_number("5 ").warnings ==
        std::vector<std::string>{"1: only '5' of '5 ' is read, as in gem_wsim"});
  CHECK(first_number("five").read == 0);
  CHECK(first_number("five").warnings ==
        std::vector<std::string>{"1: 'five' is not a number; it is read as 0, as gem_wsim does"});
  CHECK(first_number("-").read == 0);
  CHECK(first_number("0x10").read == 0);  // no hexadecimal numbers
}

TEST_CASE("step cursor: of several fields that nobody reads, the first is named") {
  const auto step = tests::read_one_step("a.b.c", [](StepCursor& cursor) {
    cursor.next();
    cursor.warn_unread_fields();
    return 0;
  });
  CHECK(step.warnings == std::vector<std::string>{
                             "3: 'b' and what follows it in this step is ignored, as in gem_wsim"});
  const auto all_read = tests::read_one_step("a", [](StepCursor& cursor) {
    cursor.next();
    cursor.warn_unread_fields();
    return 0;
  });
  CHECK(all_read.warnings.empty());
}

TEST_CASE("step cursor: a complaint names the step, and stands at the field") {
  const auto step = tests::read_one_step(
      "a.bad",
      [](StepCursor& cursor) -> int {
        cursor.next();
        cursor.fail(*cursor.next(), "Invalid thing", "a thing");
      },
      41);
  CHECK(step.error == "Invalid thing at step 41! Found 'bad'; expected a thing");
  CHECK(step.column == 3);
}

TEST_CASE("step cursor: forty characters of what was found are shown, not one more") {
  const std::string forty(40, 'x');
  CHECK(in_quotes(forty) == "'" + forty + "'");
  CHECK(in_quotes(forty + "y") == "'" + forty + "...'");
  CHECK(in_quotes("") == "''");
}

TEST_CASE("step cursor: what is no printable ASCII is shown by its byte") {
  CHECK(in_quotes("a\tb\r\n") == "'a\\tb\\r\\n'");
  CHECK(in_quotes(std::string("\0\x1b[2J\x7f", 6)) == "'\\x00\\x1b[2J\\x7f'");
  CHECK(in_quotes("\u00fc") == "'\\xc3\\xbc'");
  CHECK(in_quotes("it's") == "'it's'");
}

TEST_CASE("step cursor: where a line ends as on another system, every complaint says so") {
  const auto step = first_number("99999999999\r");
  CHECK(step.error ==
        "Bad at step 0! Found '99999999999\\r'; expected a number (the line ends in CR LF; use LF "
        "alone)");
}

}  // namespace drmsim::scenarios::wsim
