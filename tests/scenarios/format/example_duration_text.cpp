// Durations from a command line or a file, and back: what is written reads as the same.
#include "scenarios/format/duration_text.h"

#include <catch2/catch.hpp>

namespace drmsim::scenarios {

TEST_CASE("example: a duration that a user has typed, and the longest that there is") {
  const std::optional<sim::TimeNs> frame = parse_duration("16.6ms");
  REQUIRE(frame.has_value());
  CHECK(*frame == 16'600'000);
  CHECK(duration_text(*frame) == "16600us");  // whole numbers, as large a unit as that allows
  CHECK(parse_duration(duration_text(*frame)) == frame);

  const std::optional<sim::Delay> jitter = parse_duration_range("1.5us..2us");
  REQUIRE(jitter.has_value());
  CHECK(*jitter == sim::Delay{1'500, 2'000});
  CHECK(parse_duration_range(duration_text(*jitter)) == jitter);

  CHECK(parse_duration("1000000s") == kDurationMaxNs);
  const std::optional<sim::TimeNs> too_long = parse_duration("1000001s");  // of a duration, but
  CHECK(too_long.value_or(0) > kDurationMaxNs);                            // not of a file
  CHECK_FALSE(parse_duration("1.5ns").has_value());  // no fraction of a nanosecond
  CHECK(duration_text(sim::kForever) == "inf");
  CHECK_FALSE(parse_duration("inf").has_value());  // who allows it asks for the word
}

}  // namespace drmsim::scenarios
