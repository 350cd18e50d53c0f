// A search in which processes end: what it loses, and what not.
#include <catch2/catch.hpp>

#include <array>
#include <csignal>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

#include "scenarios/format/input_file.h"
#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/event_hash.h"
#include "sim/strategies/replay.h"
#include "tools/explore/explanation.h"
#include "tools/explore/explorer.h"
#include "tools/explore/schedule_run.h"

namespace drmsim::scenarios {
namespace {

// Two jobs; the driver keeps no reference, which some schedules show.
ScenarioSpec one_reference(const std::string& more = "") {
  const std::string file =
      std::string(DRMSIM_SOURCE_DIR) + "/tests/tools/explore/one_reference.toml";
  return parse_scenario(read_input_file(file) + more, file);
}

// Simulated code that ends its process, in schedules that let time pass at the wrong place.
class Killer final : public sim::EventObserver {
 public:
  void on_event(const sim::Event& event) override {
    if (event.kind == sim::EventKind::finished && event.time_ns > 30'000) std::raise(SIGKILL);
  }
};

}  // namespace

TEST_CASE("explorer: a schedule that ends its process costs its unit, and is told") {
  const ScenarioSpec spec = one_reference();
  Killer killer;
  ExploreOptions options;
  options.search.schedules = 1000;
  options.keep_going = true;
  options.machine.observers.push_back(&killer);
  options.jobs = 1;
  const Exploration one = explore(spec, options);
  REQUIRE(!one.crashes.empty());
  CHECK(one.schedules + 100 * one.crashes.size() == 1000);
  CHECK_FALSE(one.complete);
  const Crash& first = one.crashes.front();
  CHECK(first.how == "killed by signal 9");
  options.jobs = 3;
  const Exploration three = explore(spec, options);
  CHECK(three.schedules == one.schedules);
  REQUIRE(three.crashes.size() == one.crashes.size());
  CHECK(three.crashes.front().schedule == first.schedule);
  CHECK(three.crashes.front().seed == first.seed);
}

TEST_CASE("explorer: a plain run that ends its process ends the search") {
  const ScenarioSpec spec = one_reference(
      "[[job]]\nname = \"late\"\nentity = \"app\"\nat = \"1ms\"\nduration = \"1us\"\n");
  Killer killer;
  ExploreOptions options;
  options.machine.observers.push_back(&killer);
  options.jobs = 2;
  const Exploration explored = explore(spec, options);
  REQUIRE(explored.crashes.size() == 1);
  CHECK(explored.crashes[0].schedule == 0);
  CHECK(explored.schedules == 0);
}

TEST_CASE("explorer: what is found is told at once, each failure once") {
  const ScenarioSpec spec = one_reference();
  for (const unsigned jobs : {0u, 1u, 3u}) {
    std::vector<std::pair<Failure, std::uint64_t>> told;
    ExploreOptions options;
    options.search.schedules = 1000;
    options.keep_going = true;
    options.jobs = jobs;
    options.found = [&told](const Failure& failure, std::uint64_t event_log_hash) {
      told.emplace_back(failure, event_log_hash);
    };
    const Exploration all = explore(spec, options);
    REQUIRE(!all.failures.empty());
    REQUIRE(told.size() == all.failures.size());
    for (const auto& [failure, event_log_hash] : told) {
      sim::Replay replay(failure.deviations);
      EventHash hash;
      MachineOptions machine;
      machine.observers.push_back(&hash);
      const ScheduleResult result = run_schedule(spec, replay, failure.seed, machine);
      CHECK(has_failure(result.failures, failure.identity));
      CHECK(hash.value() == event_log_hash);
    }
  }
}

TEST_CASE("explorer: a search that is stopped says what it has seen") {
  std::array<int, 2> stop{};
  REQUIRE(pipe(stop.data()) == 0);
  ExploreOptions options;
  options.search.schedules = 1'000'000'000;
  options.keep_going = true;
  options.jobs = 2;
  options.stop = stop[0];
  options.enough = [&stop](const Exploration&) { return write(stop[1], "", 1) != 1; };
  const Exploration explored = explore(one_reference(), options);
  CHECK(explored.stopped);
  CHECK_FALSE(explored.complete);
  CHECK(explored.schedules >= 100);
}

TEST_CASE("explorer: what was found in a unit that was not finished is a failure, too") {
  std::array<int, 2> stop{};
  REQUIRE(pipe(stop.data()) == 0);
  ExploreOptions options;
  options.search.strategy = "exhaustive";
  options.search.bound = 3;  // its second unit has a million schedules
  options.search.schedules = 0;
  options.keep_going = true;
  options.jobs = 1;
  options.stop = stop[0];
  std::vector<std::string> told;
  options.found = [&](const Failure& failure, std::uint64_t) {
    told.push_back(failure.identity);
    CHECK(write(stop[1], "", 1) == 1);
  };
  const Exploration explored = explore(one_reference(), options);
  CHECK(explored.stopped);
  REQUIRE(!told.empty());
  CHECK(has_failure(explored.failures, told[0]));
}

TEST_CASE(
    "explorer: a unit that goes on for long says how far it is, and counts when it is ended") {
  std::array<int, 2> stop{};
  REQUIRE(pipe(stop.data()) == 0);
  ExploreOptions options;
  options.search.strategy = "exhaustive";
  options.search.bound = 3;
  options.search.schedules = 0;
  options.keep_going = true;
  options.jobs = 1;
  options.stop = stop[0];
  std::uint64_t shown = 0;
  options.progress = [&](const SearchSoFar& so_far, double) {
    shown = so_far.schedules;
    if (shown > 500) CHECK(write(stop[1], "", 1) == 1);
  };
  const Exploration explored = explore(one_reference(), options);
  CHECK(shown > 500);
  CHECK(explored.schedules >= shown);
}

TEST_CASE("explanation: it crosses as text") {
  const ScenarioSpec spec = one_reference();
  const Exploration found = explore(spec, {});
  REQUIRE(!found.failures.empty());
  const Explanation explanation = explain(spec, found.failures.front(), {});
  REQUIRE(explanation.story.critical.has_value());
  const std::string text = explanation_text(explanation);
  const Explanation again = explanation_from_text(text);
  CHECK(explanation_text(again) == text);
  CHECK(again.story.event_log_hash == explanation.story.event_log_hash);
  CHECK(again.story.deviations.size() == explanation.story.deviations.size());
}

}  // namespace drmsim::scenarios
