// Single batches: the ends of their ranges, and what is hardly meant.
#include <catch2/catch.hpp>

#include <cstdint>
#include <string>
#include <variant>

#include "tests/tools/wsim/support/one_step.h"
#include "tools/wsim/batch_reader.h"

namespace drmsim::scenarios::wsim {
namespace {

auto batch_step(const std::string& text, std::uint32_t index = 0) {
  return tests::read_one_step(
      text, [](StepCursor& cursor) { return std::get<Batch>(read_batch(cursor)); }, index);
}

Duration duration_of(const std::string& text) {
  const auto step = batch_step("1.RCS." + text + ".0.0");
  INFO(text << ": " << step.error);
  REQUIRE(step.read.has_value());
  return step.read->duration;
}

bool has_no_duration(const std::string& text) {
  const auto step = batch_step("1.RCS." + text + ".0.0");
  return !step.read.has_value() && step.column == 7;
}

}  // namespace

TEST_CASE("batch reader: a context from nothing to the largest, and none below") {
  CHECK(batch_step("0.RCS.1.0.0").read->context == 0);
  CHECK(batch_step("2147483647.RCS.1.0.0").read->context == INT32_MAX);
  CHECK(batch_step(" 4.RCS.1.0.0").read->context == 4);
  CHECK_FALSE(batch_step("-1.RCS.1.0.0").read.has_value());
  CHECK_FALSE(batch_step("2147483648.RCS.1.0.0").read.has_value());
}

TEST_CASE("batch reader: durations of all 32 bits, and what would wrap is refused") {
  CHECK(duration_of("1").min_us == 1);
  CHECK(duration_of("4294967295").max_us == UINT32_MAX);
  CHECK(duration_of("4294967294-4294967295").max_us == UINT32_MAX);
  CHECK(has_no_duration("0"));
  CHECK(has_no_duration("-5"));
  CHECK(has_no_duration("4294967296"));
  CHECK(has_no_duration("99999999999999999999"));
  CHECK(has_no_duration("1-4294967296"));
  CHECK(has_no_duration("ten"));
}

TEST_CASE("batch reader: a range goes up") {
  CHECK(duration_of("5-6").max_us == 6);
  CHECK(has_no_duration("5-5"));
  CHECK(has_no_duration("6-5"));
  CHECK(has_no_duration("5--6"));
  CHECK(has_no_duration("5-"));
}

TEST_CASE("batch reader: endless is a star, and what stands behind it is told") {
  CHECK(duration_of("*").endless);
  const auto step = batch_step("1.RCS.*5.0.0");
  REQUIRE(step.read.has_value());
  CHECK(step.read->duration.endless);
  CHECK(step.warnings == std::vector<std::string>{"7: only '*' of '*5' is read, as in gem_wsim"});
}

TEST_CASE("batch reader: units and fractions are told, as they do not count") {
  const auto ms = batch_step("1.RCS.5ms.0.0");
  CHECK(ms.read->duration.min_us == 5);
  CHECK(ms.warnings == std::vector<std::string>{"7: only '5' of '5ms' is read, as in gem_wsim"});
  const auto range = batch_step("1.RCS.5-9us.0.0");
  CHECK(range.read->duration.max_us == 9);
  CHECK(range.warnings ==
        std::vector<std::string>{"7: only '5-9' of '5-9us' is read, as in gem_wsim"});
  // A point is the next field.
  CHECK_FALSE(batch_step("1.RCS.1.5.0.0").read.has_value());
}

TEST_CASE("batch reader: a wait is 0 or 1 and nothing else") {
  CHECK_FALSE(batch_step("1.RCS.1.0.0").read->wait);
  CHECK(batch_step("1.RCS.1.0.1").read->wait);
  for (const char* wait : {"2", "-1", "true", "1 ", " 1", "+1", "00"}) {
    CAPTURE(wait);
    CHECK_FALSE(batch_step(std::string("1.RCS.1.0.") + wait).read.has_value());
  }
}

TEST_CASE("batch reader: a record that is too short says how many fields there are") {
  CHECK(batch_step("1.RCS.1.0").error.find("Found 4 of the 5 fields") != std::string::npos);
  CHECK(batch_step("1").error.find("Found 1 of the 5 fields") != std::string::npos);
}

TEST_CASE("batch reader: an unknown letter is shown with those that there are, a number is not") {
  const std::string hint = "is no context, and not one of the steps d p s t q f a T P M B w W)";
  CHECK(batch_step("D.5").error.find("('D' " + hint) != std::string::npos);
  CHECK(batch_step("1.5").error.find(hint) == std::string::npos);
  CHECK(batch_step("1x.5").error.find(hint) == std::string::npos);
}

TEST_CASE("batch reader: a good batch with an odd context says so, and only that") {
  const auto step = batch_step("one.RCS.1.0.0");
  REQUIRE(step.read.has_value());
  CHECK(step.read->context == 0);
  CHECK(step.warnings ==
        std::vector<std::string>{"1: 'one' is not a number; it is read as 0, as gem_wsim does"});
}

}  // namespace drmsim::scenarios::wsim
