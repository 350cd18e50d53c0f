// Single control steps: what is one, and the values at the ends of their ranges.
#include <catch2/catch.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "tests/tools/wsim/support/one_step.h"
#include "tools/wsim/control_step_reader.h"

namespace drmsim::scenarios::wsim {
namespace {

auto control_step(const std::string& text, std::uint32_t index = 0) {
  return tests::read_one_step(text, read_control_step, index);
}

template <class Kind>
Kind control(const std::string& text, std::uint32_t index = 0) {
  const auto step = control_step(text, index);
  INFO(text << ": " << step.error);
  REQUIRE(step.read.has_value());
  REQUIRE(step.read->has_value());
  return std::get<Kind>(**step.read);
}

}  // namespace

TEST_CASE("control steps: what begins with no letter of theirs is left to the reader of batches") {
  for (const char* text : {"1.RCS.5.0.0", "dd.5", "D.5", "F", "...", "x.1", "ff", " d.5"}) {
    CAPTURE(text);
    const auto step = control_step(text);
    REQUIRE(step.read.has_value());
    CHECK_FALSE(step.read->has_value());
    CHECK(step.warnings.empty());
  }
}

TEST_CASE("control steps: times from a microsecond to half an hour") {
  CHECK(control<Delay>("d.1").duration_us == 1);
  CHECK(control<Delay>("d.2147483647").duration_us == INT32_MAX);
  CHECK(control<Period>("p.2147483647").period_us == INT32_MAX);
  for (const char* text : {"d.0", "d.-1", "d.2147483648", "p.-2147483648", "p.4294967297"}) {
    CAPTURE(text);
    CHECK_FALSE(control_step(text).read.has_value());
    CHECK(control_step(text).column == 3);
  }
}

TEST_CASE("control steps: a reference reaches the first step, and no further") {
  CHECK(control<Sync>("s.-5", 5).back == 5);
  CHECK(control<Terminate>("T.-5", 5).back == 5);
  for (const char* text : {"s.-6", "T.-6", "s.0", "s.5", "T.-2147483648"}) {
    CAPTURE(text);
    CHECK_FALSE(control_step(text, 5).read.has_value());
  }
}

TEST_CASE("control steps: the place of a signalled fence is checked later, also far behind") {
  CHECK(control<SignalFence>("a.-1").back == 1);
  CHECK(control<SignalFence>("a.-2147483648").back == 2147483648U);
  CHECK_FALSE(control_step("a.0").read.has_value());
}

TEST_CASE("control steps: throttles may be nothing, and as deep as a number goes") {
  CHECK(control<Throttle>("t.0").back == 0);
  CHECK(control<Throttle>("t.2147483647").back == INT32_MAX);
  CHECK(control<QueueDepth>("q.2147483647").depth == INT32_MAX);
  CHECK_FALSE(control_step("q.-1").read.has_value());
}

TEST_CASE("control steps: an engine map keeps the order, and an engine that is named twice") {
  const auto map = control<EngineMap>("M.2147483647.VCS2|rcs||VCS2|VCS-1");
  CHECK(map.context == INT32_MAX);
  REQUIRE(map.engines.size() == 4);
  CHECK(to_string(map.engines[0]) == "VCS2");
  CHECK(to_string(map.engines[1]) == "RCS");
  CHECK(to_string(map.engines[3]) == "VCS-1");
}

TEST_CASE("control steps: a map of separators alone is an empty map, and told") {
  const auto step = control_step("M.1.|||");
  REQUIRE(step.read.has_value());
  CHECK(std::get<EngineMap>(**step.read).engines.empty());
  CHECK(step.warnings ==
        std::vector<std::string>{"1: the map is empty; the context has none, as in gem_wsim"});
}

TEST_CASE("control steps: priorities of i915, and none at all") {
  CHECK(control<ContextPriority>("P.1.1023").priority == 1023);
  CHECK(control<ContextPriority>("P.1.-1023").priority == -1023);
  CHECK(control<ContextPriority>("P.1").priority == 0);
  CHECK_FALSE(control_step("P.1.1024").read.has_value());
  CHECK(control_step("P.1.high").warnings ==
        std::vector<std::string>{"5: 'high' is not a number; it is read as 0, as gem_wsim does"});
}

TEST_CASE("control steps: contexts begin at 1, and one that is missing is 0 with a word about it") {
  for (const char* letter : {"M", "B", "P"}) {
    CAPTURE(letter);
    CHECK_FALSE(control_step(std::string(letter) + ".0").read.has_value());
    CHECK_FALSE(control_step(std::string(letter) + ".-1").read.has_value());
    CHECK(control_step(letter).warnings.at(0) ==
          "1: no context is given; context 0 is meant, as in gem_wsim");
  }
  CHECK(control<LoadBalance>("B.1").context == 1);
}

TEST_CASE("control steps: a fence takes nothing, and what stands behind it is told") {
  CHECK(control_step("f").warnings.empty());
  CHECK(control_step("f.1.2").warnings ==
        std::vector<std::string>{"3: '1' and what follows it in this step is ignored, as in "
                                 "gem_wsim"});
}

}  // namespace drmsim::scenarios::wsim
