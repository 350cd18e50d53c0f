// A search finds what is there, and nothing where nothing is, whoever searches.
#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/run_scenario.h"
#include "sim/strategies/replay.h"
#include "tools/explore/explorer.h"
#include "tools/explore/schedule_run.h"
#include "tools/explore/shrinker.h"
#include "tools/explore/story.h"
#include "tools/explore/unit_result.h"

namespace drmsim::scenarios {
namespace {

// The driver keeps no reference of its own: whether that hurts depends on the order of things.
constexpr const char* kOneReference = R"(
name = "one_reference"
[[ring]]
name = "gfx"
scheduler = { credit_limit = 4, timeout = "100ms" }
driver = { fence = "preallocated", keep_reference = false, release = "now" }
[[entity]]
name = "a"
rings = ["gfx"]
[[job]]
name = "x"
entity = "a"
at = "1us"
duration = "10us"
[[job]]
name = "y"
entity = "a"
at = "2us"
duration = "10us"
)";

Exploration explored(const std::string& text, const std::string& strategy, unsigned jobs,
                     bool keep_going = false, std::uint64_t schedules = 400) {
  const ScenarioSpec spec = parse_scenario(text, "x.toml");
  ExploreOptions options;
  options.search.strategy = strategy;
  options.search.schedules = schedules;
  options.jobs = jobs;
  options.keep_going = keep_going;
  return explore(spec, options);
}

}  // namespace

TEST_CASE("explorer: every strategy finds the driver that keeps no reference") {
  for (const std::string& strategy : strategy_names()) {
    CAPTURE(strategy);
    const Exploration found = explored(kOneReference, strategy, 1, false, 2000);
    REQUIRE(found.failures.size() >= 1);
    CHECK(found.failures[0].hazard.kind == sim::HazardKind::use_after_free);
    CHECK(found.failures[0].deviations.size() >= 1);
    CHECK(found.failures[0].schedule == found.schedules);
  }
}

TEST_CASE("explorer: two references are clean under every strategy") {
  std::string text = kOneReference;
  const std::string without = "keep_reference = false, ";
  text.erase(text.find(without), without.size());
  for (const std::string& strategy : strategy_names()) {
    CAPTURE(strategy);
    const Exploration found = explored(text, strategy, 1, true, 1500);
    CHECK(found.failures.empty());
    CHECK(found.outcomes.size() >= 1);
  }
}

TEST_CASE("explorer: the result does not depend on the number of workers") {
  for (const std::string& strategy : strategy_names()) {
    for (const bool keep_going : {false, true}) {
      CAPTURE(strategy, keep_going);
      const Exploration one = explored(kOneReference, strategy, 1, keep_going);
      const Exploration three = explored(kOneReference, strategy, 3, keep_going);
      CHECK(one.schedules == three.schedules);
      CHECK(one.choices == three.choices);
      CHECK(one.outcomes == three.outcomes);
      REQUIRE(one.failures.size() == three.failures.size());
      for (std::size_t i = 0; i < one.failures.size(); ++i) {
        CHECK(one.failures[i].identity == three.failures[i].identity);
        CHECK(one.failures[i].schedule == three.failures[i].schedule);
        CHECK(one.failures[i].times == three.failures[i].times);
        CHECK(one.failures[i].deviations == three.failures[i].deviations);
      }
    }
  }
}

TEST_CASE("explorer: a random search runs as many schedules as it was told to") {
  CHECK(explored(kOneReference, "random", 2, true, 250).schedules == 250);
}

TEST_CASE("explorer: a plain run without an end is a mistake, and a longer schedule is counted") {
  const ScenarioSpec spec =
      scenarios::load_scenario(DRMSIM_SOURCE_DIR "/scenarios/files/recovery/hang_replay.toml");
  const std::uint64_t steps = run_scenario(spec).steps;
  ExploreOptions options;
  options.search.schedules = 100;
  options.machine.steps_max = steps - 1;
  CHECK_THROWS_WITH(explore(spec, options), Catch::Contains("`max_steps`"));

  options.machine.steps_max = steps;
  const Exploration cut = explore(spec, options);
  CHECK(cut.failures.empty());
  CHECK(cut.endless > 0);
  CHECK(cut.endless < 100);
  CHECK(unit_from_text(unit_text(cut)).endless == cut.endless);

  options.machine.steps_max = 0;
  CHECK(explore(spec, options).endless == 0);
}

TEST_CASE("explorer: a failing run is shrunk to what it needs, and repeats") {
  const ScenarioSpec spec = parse_scenario(kOneReference, "x.toml");
  const Failure found = explored(kOneReference, "random", 1, false, 2000).failures.at(0);
  const Shrunk shrunk = shrink(spec, found, {});
  CHECK(shrunk.failure.identity == found.identity);
  CHECK(shrunk.failure.deviations.size() >= 1);
  CHECK(shrunk.failure.deviations.size() * 4 <= std::max<std::size_t>(found.deviations.size(), 8));
  CHECK(shrunk.runs > 1);

  const Story story = tell(spec, shrunk.failure, {});
  const Story again = tell(spec, shrunk.failure, {});
  CHECK(story.event_log_hash == again.event_log_hash);
  CHECK(story.deviations.size() == shrunk.failure.deviations.size());
  CHECK_THAT(story.deviations[0].text,
             Catch::Contains("goes on") || Catch::Contains("time passes"));
  REQUIRE(story.critical.has_value());
  CHECK(story.critical->other.choice < story.choices);
}

TEST_CASE("explorer: of runs with many choices, fewer are tried to shrink a failure") {
  const ScenarioSpec spec = parse_scenario(kOneReference, "x.toml");
  const Failure found = explored(kOneReference, "random", 1, false, 2000).failures.at(0);
  ShrinkLimits limits;
  const Shrunk all = shrink(spec, found, {}, limits);
  limits.choices = found.choices;
  const Shrunk some = shrink(spec, found, {}, limits);
  CHECK(some.runs < all.runs);
  CHECK(some.runs <= 20);
  CHECK(some.failure.identity == found.identity);
  limits = {3, limits.choices * 100};
  CHECK(shrink(spec, found, {}, limits).runs <= 3);
}

TEST_CASE("explorer: of machines with many rings, fewer runs are tried to shrink a failure") {
  std::string text = kOneReference;
  for (int i = 0; i < 100; ++i) text += "[[ring]]\nname = \"idle" + std::to_string(i) + "\"\n";
  const Failure found = explored(text, "random", 1, false, 2000).failures.at(0);
  ShrinkLimits limits;
  limits.choices = 100'000;  // hundreds of runs, if a ring took no time to build
  const Shrunk some = shrink(parse_scenario(text, "x.toml"), found, {}, limits);
  CHECK(some.runs >= 1);
  CHECK(some.runs <= 5);
}

TEST_CASE("explorer: a fault with a probability is chosen, and is all that a shrunk run needs") {
  const std::string text = R"(
name = "now_and_then_slow"
[[ring]]
name = "gfx"
scheduler = { credit_limit = 1, timeout = "1ms" }
driver = { reset_time = "50us", fence = "preallocated", keep_reference = false, release = "now" }
[[entity]]
name = "a"
rings = ["gfx"]
[[job]]
name = "slow"
entity = "a"
duration = "900us"
fault = { slow_by = "120us", probability = 0.2 }
)";
  const ScenarioSpec spec = parse_scenario(text, "x.toml");
  for (const std::string& strategy : strategy_names()) {
    CAPTURE(strategy);
    const Exploration found = explored(text, strategy, 1, true, 400);
    REQUIRE(found.failures.size() >= 1);
    std::size_t fewest = 1000;
    std::string said;
    for (const Failure& failure : found.failures) {
      const Story story = tell(spec, shrink(spec, failure, {}).failure, {});
      fewest = std::min(fewest, story.deviations.size());
      for (const auto& deviation : story.deviations) said += deviation.text + "; ";
    }
    CHECK(fewest == 1);
    CHECK_THAT(said, Catch::Contains("the fault strikes"));
  }
}

// Two entities share a ring; who is first, and when, is a choice.
constexpr const char* kTwoEntities = R"(
name = "two_entities"
[[ring]]
name = "gfx"
scheduler = { credit_limit = 1 }
[[entity]]
name = "a"
rings = ["gfx"]
[[entity]]
name = "b"
rings = ["gfx"]
[[job]]
name = "x"
entity = "a"
duration = "10us"
[[job]]
name = "y"
entity = "b"
duration = "50us"
)";

TEST_CASE("explorer: what expect says and the plain run does not do is a failure, at once") {
  const std::string text = std::string(kTwoEntities) + R"(
[expect]
client.a.latency_p99 = { max = "9us" }
)";
  const ScenarioSpec spec = parse_scenario(text, "x.toml");
  for (const std::string& strategy : strategy_names()) {
    CAPTURE(strategy);
    const Exploration found = explored(text, strategy, 1);
    REQUIRE(found.failures.size() == 1);
    CHECK(found.schedules == 0);
    CHECK(found.failures[0].identity == "unmet client.a.latency_p99");
    CHECK(found.failures[0].message() == "is 10us, at most 9us expected");
    CHECK(tell(spec, shrink(spec, found.failures[0], {}).failure, {}).deviations.empty());
  }
  // Other schedules are asked nothing of it.
  const Exploration on = explored(text, "random", 2, true, 200);
  CHECK(on.schedules == 200);
  REQUIRE(on.failures.size() == 1);
  CHECK(on.failures[0].times < on.schedules);
}

TEST_CASE("explorer: what expect says of the plain run need not hold in other schedules") {
  const std::string text = std::string(kTwoEntities) + R"(
[expect]
order = ["x", "y"]
client.a.latency_p99 = "10us"
)";
  const Exploration found = explored(text, "random", 1, true, 400);
  CHECK(found.schedules == 400);
  CHECK(found.failures.empty());
  CHECK(found.outcomes.size() == 2);
}

TEST_CASE("explorer: a schedule in which always does not hold is found, shrunk and told") {
  const std::string text = std::string(kTwoEntities) + R"(
[always]
client.a.latency_p99 = { max = "20us" }
jobs = 2
unfinished = 0
virtual_time = { max = "1ms" }
)";
  const ScenarioSpec spec = parse_scenario(text, "x.toml");
  for (const std::string& strategy : strategy_names()) {
    CAPTURE(strategy);
    const Exploration found = explored(text, strategy, 2, true, 400);
    REQUIRE(found.failures.size() == 1);
    const Failure& failure = found.failures[0];
    CHECK(failure.identity == "unmet always.client.a.latency_p99");
    CHECK(failure.schedule >= 1);
    CHECK(failure.times > 0);
    CHECK(failure.times < found.schedules);
    const Shrunk shrunk = shrink(spec, failure, {});
    CHECK(shrunk.failure.identity == failure.identity);
    CHECK(shrunk.failure.deviations.size() >= 1);
    CHECK(shrunk.failure.deviations.size() <= 2);
    const Story story = tell(spec, shrunk.failure, {});
    CHECK_THAT(story.failure.message(), Catch::EndsWith("us, at most 20us expected"));
    sim::Replay replay(shrunk.failure.deviations);
    CHECK(has_failure(run_schedule(spec, replay, shrunk.failure.seed).failures, failure.identity));
  }
}

TEST_CASE("explorer: a hazard that expect names may stay away in other schedules") {
  const std::string text = std::string(kOneReference) + R"(
[expect]
hazards = ["use_after_free"]
)";
  const Exploration found = explored(text, "random", 1, true, 400);
  REQUIRE(found.failures.size() == 2);  // the plain run has none; and then it is found
  CHECK(found.failures[0].identity == "unmet hazards");
  CHECK(found.failures[0].times < found.schedules);
  CHECK(found.failures[1].hazard.kind == sim::HazardKind::use_after_free);
}

TEST_CASE("explorer: a known failure does not end the search, and what follows it is not judged") {
  const std::filesystem::path bugs = DRMSIM_SOURCE_DIR "/scenarios/files/bugs";
  ScenarioSpec spec = load_scenario(bugs / "killed_entity_runs_again.toml");
  spec.expect = {};
  ExploreOptions options;
  options.search.schedules = 50;
  options.machine.scheduler = "model";
  options.keep_going = true;
  const Exploration all = explore(spec, options);
  REQUIRE(all.failures.size() > 1);
  const std::string& first = all.failures[0].identity;
  CHECK(all.failures[0].hazard.kind == sim::HazardKind::killed_entity_returns);

  const KnownFailures known = KnownFailures::parse("model N1 " + first + "\n", "k");
  options.known = &known;
  options.keep_going = false;
  const Exploration quiet = explore(spec, options);
  CHECK(quiet.schedules == 50);
  REQUIRE(quiet.failures.size() == 1);
  CHECK(quiet.failures[0].identity == first);
}

TEST_CASE("coverage: what was seen is told by job state, event and step of recovery") {
  const Exploration plain = explored(kOneReference, "delay", 1, true, 20);
  const auto saw = [](const Exploration& explored, JobState state, sim::EventKind event,
                      RecoveryStep step) {
    return explored.situations.count(Situation{state, event, step}.number()) == 1;
  };
  CHECK(saw(plain, JobState::running, sim::EventKind::hw_done, RecoveryStep::none));
  CHECK(saw(plain, JobState::finished, sim::EventKind::free_job, RecoveryStep::none));
  CHECK_FALSE(saw(plain, JobState::completed, sim::EventKind::resubmit, RecoveryStep::timed_out));

  std::string hangs = kOneReference;
  hangs.replace(hangs.find("keep_reference = false, "), 24, "");
  hangs.replace(hangs.find("name = \"x\""), 10, "name = \"x\"\nfault = { hang_attempts = 1 }");
  const Exploration recovered = explored(hangs, "delay", 1, true, 20);
  CHECK(saw(recovered, JobState::running, sim::EventKind::hw_reset, RecoveryStep::stopped));
  CHECK(saw(recovered, JobState::running, sim::EventKind::restart, RecoveryStep::resubmitted));
  CHECK(Situation::from_number(
            Situation{JobState::completed, sim::EventKind::irq, RecoveryStep::reset}.number()) ==
        Situation{JobState::completed, sim::EventKind::irq, RecoveryStep::reset});
}

}  // namespace drmsim::scenarios
