// Durations as people write them, and back.
#include <catch2/catch.hpp>

#include "scenarios/format/duration_text.h"

namespace drmsim::scenarios {

TEST_CASE("duration text: every unit") {
  CHECK(parse_duration("0ns") == sim::TimeNs{0});
  CHECK(parse_duration("7ns") == sim::TimeNs{7});
  CHECK(parse_duration("10us") == sim::TimeNs{10'000});
  CHECK(parse_duration("1ms") == sim::TimeNs{1'000'000});
  CHECK(parse_duration("3s") == sim::TimeNs{3'000'000'000});
}

TEST_CASE("duration text: fractions that are whole nanoseconds") {
  CHECK(parse_duration("2.5s") == sim::TimeNs{2'500'000'000});
  CHECK(parse_duration("0.001us") == sim::TimeNs{1});
  CHECK(parse_duration("1.000000001s") == sim::TimeNs{1'000'000'001});
  CHECK(parse_duration("1.50us") == sim::TimeNs{1'500});
  CHECK(parse_duration("5.0ns") == sim::TimeNs{5});
}

TEST_CASE("duration text: what is not a duration") {
  for (const char* text : {"",
                           "5",
                           "us",
                           ".5us",
                           "5.us",
                           "0.5ns",
                           "1.0001us",
                           "-1us",
                           "+1us",
                           "1us2",
                           "1 us",
                           " 1us",
                           "1us ",
                           "1e3us",
                           "0x1us",
                           "1US",
                           "1min",
                           "inf",
                           "18446744074s1",
                           "18446744073709551616ns",
                           "999999999999999999s",
                           "1.0000000000s"}) {
    INFO(text);
    CHECK_FALSE(parse_duration(text).has_value());
  }
}

TEST_CASE("duration text: ranges") {
  const std::optional<sim::Delay> range = parse_duration_range("5us..1.5ms");
  REQUIRE(range.has_value());
  CHECK(range->min_ns == 5'000);
  CHECK(range->max_ns == 1'500'000);
  REQUIRE(parse_duration_range("5us..5us").has_value());
  CHECK(parse_duration_range("5us")->is_fixed());
  for (const char* text : {"..", "5us..", "..5us", "5us..4us", "5us...6us", "1us..2us..3us"}) {
    INFO(text);
    CHECK_FALSE(parse_duration_range(text).has_value());
  }
}

TEST_CASE("duration text: written in the largest unit that needs no fraction") {
  CHECK(duration_text(0) == "0ns");
  CHECK(duration_text(1'500) == "1500ns");
  CHECK(duration_text(1'000'000) == "1ms");
  CHECK(duration_text(kDurationMaxNs) == "1000000s");
  CHECK(duration_text(sim::kForever) == "inf");
  CHECK(duration_text(sim::Delay{1'000, 2'000}) == "1us..2us");
  CHECK(duration_text(sim::Delay::fixed(1'000)) == "1us");
}

}  // namespace drmsim::scenarios
