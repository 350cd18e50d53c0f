// The single steps of the shrinker: each leaves a scenario that a file can say, and a simpler one.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/format/scenario_writer.h"
#include "tests/scenarios/format/scenario_text.h"
#include "tools/compare/prune.h"
#include "tools/compare/simplifications.h"

namespace drmsim::scenarios {
namespace {

const char* const kOneJob = "[[job]]\nname = \"j\"\nentity = \"app\"\nduration = \"0ns\"\n";

// What a step makes of a scenario.
ScenarioSpec after_step(const Simplification& step, const ScenarioSpec& spec) {
  ScenarioSpec changed = spec;
  step(changed);
  return changed;
}

// The values that a number takes by single steps, in their order, without the one that it has.
template <class Get>
std::vector<std::uint64_t> tried(const std::vector<Simplification>& steps, const ScenarioSpec& spec,
                                 Get get) {
  std::vector<std::uint64_t> values;
  for (const Simplification& step : steps) {
    ScenarioSpec changed = after_step(step, spec);
    if (get(changed) != get(spec)) values.push_back(get(changed));
  }
  return values;
}

std::vector<std::uint64_t> tried_times(const std::string& at) {
  const std::string job = std::string(kOneJob) + "at = \"" + at + "\"\n";
  const ScenarioSpec spec = parse_scenario(small_scenario(job), "f");
  return tried(smaller_numbers(spec), spec, [](const ScenarioSpec& s) { return s.jobs[0].at_ns; });
}

template <class Get>
std::vector<std::uint64_t> tried_counts(const std::string& more, Get get) {
  const ScenarioSpec spec = parse_scenario(small_scenario(more), "f");
  return tried(smaller_numbers(spec), spec, get);
}

// Without what only a person writes, and a shrinker never sees.
ScenarioSpec maximal_for_shrinking() {
  ScenarioSpec spec = parse_scenario(maximal_scenario(), "maximal");
  spec.bug = {};
  REQUIRE(prune(spec));
  return spec;
}

using Values = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("simplifications: a time is tried at 0, at 10us, with one digit, and by half") {
  CHECK(tried_times("3456us") == Values{0, 10'000, 1'000'000, 3'000'000, 1'728'000});
  CHECK(tried_times("20us") == Values{0, 10'000, 10'000, 10'000});
  CHECK(tried_times("9ns") == Values{0, 1, 4});
  CHECK(tried_times("2ns") == Values{0, 1, 1});
  CHECK(tried_times("1ns") == Values{0, 0});
}

TEST_CASE("simplifications: a time of nothing, and a count of one, are left alone") {
  CHECK(tried_times("0ns").empty());
  CHECK(tried_counts(kOneJob, [](const ScenarioSpec& s) { return s.jobs[0].credits; }).empty());
}

TEST_CASE("simplifications: the longest time that a file can say has steps, too") {
  const Values tried = tried_times("1000000s");
  REQUIRE(tried.size() >= 3);
  CHECK(tried.front() == 0);
  CHECK(tried.back() == 500'000'000'000'000);
}

TEST_CASE("simplifications: a timeout is tried down to a jiffy, and none stays none") {
  ScenarioSpec spec = parse_scenario(small_scenario(), "f");
  const auto timeout = [](const ScenarioSpec& s) { return s.rings[0].scheduler.timeout_ns; };
  spec.rings[0].scheduler.timeout_ns = 3'500'000;
  CHECK(tried(smaller_numbers(spec), spec, timeout) == Values{1'000'000, 3'000'000, 1'750'000});
  spec.rings[0].scheduler.timeout_ns = 1'000'000;
  CHECK(tried(smaller_numbers(spec), spec, timeout).empty());
  spec.rings[0].scheduler.timeout_ns = sim::kForever;
  CHECK(tried(smaller_numbers(spec), spec, timeout).empty());
}

TEST_CASE("simplifications: a count is tried at its least, at one more, and by half") {
  const auto credits = [](const ScenarioSpec& s) { return s.jobs[0].credits; };
  const std::string job(kOneJob);
  CHECK(tried_counts(job + "credits = 8\n", credits) == Values{1, 2, 4});
  CHECK(tried_counts(job + "credits = 3\n", credits) == Values{1, 2, 1});
  CHECK(tried_counts(job + "credits = 2\n", credits) == Values{1, 1});
}

TEST_CASE("simplifications: half of for ever is not tried: it would be no number of a file") {
  const std::string job = std::string(kOneJob) + "fault = { hang_attempts = \"forever\" }\n";
  CHECK(tried_counts(job, [](const ScenarioSpec& s) { return s.jobs[0].fault.hang_attempts; }) ==
        Values{0, 1, 0});
  const std::string client = "[[client]]\nname = \"c\"\nentity = \"app\"\nduration = \"1us\"\n";
  const ScenarioSpec spec = parse_scenario("until = \"1ms\"\n" + small_scenario(client), "f");
  CHECK(tried(smaller_numbers(spec), spec,
              [](const ScenarioSpec& s) { return s.clients[0].cycles; }) == Values{1, 2, 1});
}

TEST_CASE("simplifications: a ring keeps the room that replayed jobs need") {
  ScenarioSpec spec = parse_scenario(small_scenario(), "f");
  spec.rings[0].slots = 64;
  spec.rings[0].scheduler.credit_limit = 10;
  const auto slots = [](const ScenarioSpec& s) { return s.rings[0].slots; };
  CHECK(tried(smaller_numbers(spec), spec, slots) == Values{18, 19, 32});
}

TEST_CASE("simplifications: a range keeps its lower end, unless that is above the upper one") {
  const std::string job = "[[job]]\nname = \"j\"\nentity = \"app\"\nduration = \"5us..80us\"\n";
  const ScenarioSpec spec = parse_scenario(small_scenario(job), "f");
  std::set<std::pair<std::uint64_t, std::uint64_t>> ranges;
  for (const Simplification& step : smaller_numbers(spec)) {
    const ScenarioSpec changed = after_step(step, spec);
    const sim::Delay& duration = changed.jobs[0].duration;
    if (!(duration == spec.jobs[0].duration)) ranges.insert({duration.min_ns, duration.max_ns});
  }
  CHECK(ranges == std::set<std::pair<std::uint64_t, std::uint64_t>>{
                      {0, 0}, {5'000, 10'000}, {5'000, 40'000}});
}

TEST_CASE("simplifications: of a scenario that has nothing but defaults no value is reset") {
  const ScenarioSpec spec = parse_scenario(small_scenario(kOneJob), "f");
  for (const Simplification& step : resets_to_default(spec)) {
    CHECK((after_step(step, spec) == spec));
  }
}

TEST_CASE("simplifications: every single step leaves a scenario that a file can say") {
  const ScenarioSpec spec = maximal_for_shrinking();
  std::size_t steps = 0;
  for (const auto& steps_of : {resets_to_default, smaller_numbers}) {
    for (const Simplification& step : steps_of(spec)) {
      CAPTURE(steps++);
      ScenarioSpec changed = after_step(step, spec);
      if (!prune(changed) || changed == spec) continue;
      CHECK_NOTHROW(scenario_text(changed));
    }
  }
  CHECK(steps > 100);
}

// The shrinker makes its steps from one scenario, and applies each to what is left by then.
TEST_CASE("simplifications: all steps one after the other leave a scenario that a file can say") {
  ScenarioSpec spec = maximal_for_shrinking();
  ScenarioSpec before;
  int rounds = 0;
  for (; !(spec == before) && rounds < 30; ++rounds) {
    before = spec;
    for (const auto& steps_of : {resets_to_default, smaller_numbers}) {
      for (const Simplification& step : steps_of(spec)) {
        ScenarioSpec changed = after_step(step, spec);
        if (prune(changed)) spec = changed;
      }
      CHECK_NOTHROW(scenario_text(spec));
    }
  }
  CHECK(rounds < 30);  // it comes to an end
}

TEST_CASE("simplifications: what a client needs to loop for ever is not taken from it") {
  const ScenarioSpec spec = parse_scenario(
      "until = \"1ms\"\ncpu = { submit = \"1us\" }\n" +
          small_scenario("[[client]]\nname = \"c\"\nentity = \"app\"\nduration = \"1us\"\n"
                         "synchronous = false\n"),
      "f");
  std::size_t refused = 0;
  for (const Simplification& step : resets_to_default(spec)) {
    ScenarioSpec changed = after_step(step, spec);
    if (prune(changed)) {
      CHECK_NOTHROW(scenario_text(changed));
    } else {
      ++refused;
    }
  }
  CHECK(refused == 1);
}

TEST_CASE("simplifications: a client that loses its endlessness leaves other numbers alone") {
  const std::string loop =
      "entity = \"app\"\nduration = \"50us\"\nsleep = \"3us\"\n"
      "sleep_slack = \"7us\"\ntick = \"4us\"\n";
  const ScenarioSpec spec = parse_scenario(
      "until = \"1ms\"\n" +
          small_scenario("[[client]]\nname = \"a\"\n" + loop + "[[client]]\nname = \"b\"\n" + loop),
      "f");
  ScenarioSpec changed = spec;
  for (const Simplification& step : smaller_numbers(spec)) step(changed);
  for (const ClientSpec& client : changed.clients) {
    CHECK(client.cycles == 1);
    CHECK(client.duration.max_ns == 10'000);  // nothing is not tried: it would never end
    CHECK(client.tick_ns == 0);
    CHECK(client.sleep_slack_ns == 0);
  }
}

TEST_CASE("simplifications: a ring is tried with hardware of its own, which is made if need be") {
  const ScenarioSpec spec = parse_scenario(
      "name = \"s\"\n[[ring]]\nname = \"a\"\nengine = \"b\"\nreset_domain = \"b\"\n"
      "[[ring]]\nname = \"b\"\n",
      "f");
  ScenarioSpec changed = spec;
  for (const Simplification& step : resets_to_default(spec)) step(changed);
  CHECK(changed.rings[0].engine.name == "a");
  CHECK(changed.rings[0].reset_domain.name == "a");
  CHECK(changed.engines.size() == 2);  // b's was there, and is not there twice
  CHECK(changed.reset_domains.size() == 2);
}

TEST_CASE("simplifications: the end of time stays where a client may loop for ever") {
  const std::string client = "[[client]]\nname = \"c\"\nentity = \"app\"\nduration = \"1us\"\n";
  const auto until_after_resets = [](const std::string& text) {
    ScenarioSpec spec = parse_scenario(text, "f");
    for (const Simplification& step : resets_to_default(spec)) step(spec);
    return spec.until_ns;
  };
  CHECK(until_after_resets("until = \"1ms\"\n" + small_scenario(client)) == 1'000'000);
  CHECK(until_after_resets("until = \"1ms\"\n" + small_scenario()) == sim::kForever);
}

}  // namespace drmsim::scenarios
