// The report of a search, of outcomes that a test has made: how often, how repeated, what is lost.
#include <catch2/catch.hpp>

#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

#include "tests/tools/cli/support/cli_run.h"
#include "tools/cli/explore_report.h"

namespace drmsim::tools {
namespace {

using tests::contains;

const TextStyle kUncoloured(false);

ExploredFailure leak_found(std::uint64_t schedule, std::uint64_t times) {
  ExploredFailure failure;
  failure.found.identity = "leak of job";
  failure.found.schedule = schedule;
  failure.found.times = times;
  failure.found.hazard.kind = sim::HazardKind::leak;
  failure.found.hazard.message = "a job leaks";
  failure.found.hazard.context = "run:gfx";
  failure.found.hazard.time_ns = 1'500;
  failure.story.failure = failure.found;
  failure.replay_file = "replays/s-random-1.toml";
  return failure;
}

// The headline.
std::string headline_of(const ExploredFailure& failure, std::uint64_t schedules) {
  const std::string text = failure_text(failure, schedules, kUncoloured);
  return text.substr(1, text.find('\n', 1) - 1);
}

ExploreOutcome search_of(std::uint64_t schedules) {
  ExploreOutcome outcome;
  outcome.scenario = "s.toml";
  outcome.strategy = "random";
  outcome.repeat_command = "drmsim explore s.toml";
  outcome.wall_seconds = 1;
  outcome.exploration.schedules = schedules;
  outcome.exploration.complete = true;
  return outcome;
}

std::string search_text(const ExploreOutcome& outcome) {
  return explore_text(outcome, kUncoloured);
}

}  // namespace

TEST_CASE("explore report: how often a failure was met, one time as one") {
  const std::string begin = "hazard leak at 1.5 us in run:gfx: ";
  CHECK(headline_of(leak_found(1, 1), 1) == begin + "after 1 schedule, in 1 of 1 schedule");
  CHECK(headline_of(leak_found(12, 3), 10'000) ==
        begin + "after 12 schedules, in 3 of 10,000 schedules");
  CHECK(headline_of(leak_found(0, 0), 0) == begin + "in the plain run");
  CHECK(headline_of(leak_found(0, 7), 100) ==
        begin + "in the plain run, and in 7 of 100 schedules");
  CHECK(headline_of(leak_found(5, 0), 100) == begin + "seen when the search was cut short");
}

TEST_CASE("explore report: an expectation is named by its key, of every schedule too") {
  ExploredFailure failure = leak_found(0, 0);
  scenarios::Unmet unmet;
  unmet.always = true;
  unmet.key = "jobs";
  unmet.expected = "3";
  unmet.actual = "2";
  failure.story.failure.unmet = unmet;
  const std::string text = failure_text(failure, 0, kUncoloured);
  CHECK(contains(text, "\nunmet always.jobs: in the plain run\n  is 2, 3 expected\n"));
}

TEST_CASE("explore report: one choice differs, two differ") {
  ExploredFailure failure = leak_found(3, 1);
  failure.found.deviations.resize(1'000);
  failure.shrunk.runs = 1;
  failure.story.choices = 2'000;
  failure.story.deviations = {{7, 1'000, "run:gfx is preempted"}};
  CHECK(contains(failure_text(failure, 9, kUncoloured),
                 "  1 choice of 2,000 differs from the plain run (found with 1,000, shrunk in 1 "
                 "run):\n    choice 7           1 us  run:gfx is preempted\n"));
  failure.story.deviations.push_back(failure.story.deviations.front());
  CHECK(contains(failure_text(failure, 9, kUncoloured), "  2 choices of 2,000 differ from"));
}

TEST_CASE("explore report: what would have saved the run, or that it needs no deviation there") {
  ExploredFailure failure = leak_found(3, 1);
  failure.story.deviations = {{7, 0, "first"}};
  failure.story.critical.emplace();
  failure.story.critical->other = {7, 0, ""};
  CHECK(contains(failure_text(failure, 9, kUncoloured),
                 "  inevitable from choice 7 on: without that deviation it ends well\n"));
  failure.story.critical->other.text = "irq:gfx goes on";
  CHECK(
      contains(failure_text(failure, 9, kUncoloured),
               "this would still have saved it:\n    choice 7           0 ns  irq:gfx goes on\n"));
}

TEST_CASE("explore report: a failure without a deviation is the plain run's, too") {
  CHECK(contains(failure_text(leak_found(3, 1), 9, kUncoloured),
                 "  the plain run, too, ends so: no choice needs to differ\n"));
}

TEST_CASE("explore report: the command that repeats it is one that a shell understands") {
  ExploredFailure failure = leak_found(3, 1);
  failure.replay_file = "my replays/it's.toml";
  CHECK(contains(failure_text(failure, 9, kUncoloured),
                 "drmsim replay 'my replays/it'\\''s.toml'\n"));
  failure.replay_file = "-random-1.toml";  // of a scenario of that name
  CHECK(contains(failure_text(failure, 9, kUncoloured), "drmsim replay ./-random-1.toml\n"));
}

TEST_CASE("explore report: what could not be written is told all the same, with the reason") {
  ExploredFailure failure = leak_found(3, 1);
  failure.not_written = "cannot write x: No space left on device";
  CHECK(
      contains(failure_text(failure, 9, kUncoloured), "  only as it was found: cannot write x: "));
  CHECK(contains(failure_text(failure, 9, kUncoloured), "  repeat:  "));
  failure.replay_file.clear();
  failure.not_written = "cannot write q\x1b: no";
  const std::string lost = failure_text(failure, 9, kUncoloured);
  CHECK(contains(lost, "a job leaks"));
  CHECK(contains(lost, "  not to be repeated: cannot write q?: no"));
  CHECK_FALSE(contains(lost, "drmsim replay"));
  failure.not_explained = "killed by signal 9";
  CHECK(contains(failure_text(failure, 9, kUncoloured),
                 "  neither shrunk nor explained: killed by signal 9\n"));
}

TEST_CASE("explore report: a story has nothing that a terminal would obey") {
  ExploredFailure failure = leak_found(3, 1);
  failure.story.failure.hazard.message = "by \x1b[31m";
  failure.story.failure.hazard.story = {"at 5 \x1b[2J"};
  CHECK_FALSE(contains(failure_text(failure, 9, kUncoloured), "\x1b"));
}

TEST_CASE("explore report: a search without a failure says whether it came to its end") {
  ExploreOutcome outcome = search_of(1);
  CHECK(contains(search_text(outcome), "s.toml: random, 1 schedule in 1 s (1/s), 0 distinct "));
  CHECK(contains(search_text(outcome), "\nno failure\n"));
  outcome.exploration.complete = false;
  CHECK(contains(search_text(outcome), "\nno failure; the search was cut short\n"));
  outcome.failures.push_back(leak_found(1, 1));
  CHECK_FALSE(contains(search_text(outcome), "cut short"));  // a failure has ended it
  outcome.exploration.stopped = true;
  CHECK(contains(search_text(outcome), "\nthe search was cut short\n"));
}

TEST_CASE("explore report: a schedule of one choice has one") {
  ExploreOutcome outcome = search_of(3);
  outcome.exploration.choices = 5;
  CHECK(contains(search_text(outcome), " distinct outcomes, 1 choice each\n"));
  outcome.exploration.choices = 6;
  CHECK(contains(search_text(outcome), " distinct outcomes, 2 choices each\n"));
}

TEST_CASE("explore report: no schedule at all has no choices") {
  CHECK(contains(search_text(search_of(0)), "0 schedules in 1 s (0/s), 0 distinct outcomes, 0 "));
}

TEST_CASE("explore report: schedules that were stopped are counted, one as one") {
  ExploreOutcome outcome = search_of(2'000);
  outcome.exploration.endless = 1;
  CHECK(contains(search_text(outcome), "\n1 schedule was stopped at a limit ("));
  outcome.exploration.endless = 1'500;
  CHECK(contains(search_text(outcome), "\n1,500 schedules were stopped at a limit ("));
}

TEST_CASE("explore report: a crash says where, and how to repeat the search") {
  ExploreOutcome outcome = search_of(5);
  outcome.exploration.crashes = {{0, 1, "killed by signal 11"}, {1'234, 99, "exit 3"}};
  const std::string text = search_text(outcome);
  CHECK(contains(text, "crash: the plain run ends its process, twice: killed by signal 11\n"));
  CHECK(contains(text,
                 "crash: schedule 1,234 (its seed is 99) ends its process, twice: exit 3\n"
                 "  to repeat: drmsim explore s.toml\n"));
  CHECK_FALSE(contains(text, "no failure"));
}

TEST_CASE("explore report: known failures have a line, and are no failure") {
  ExploreOutcome outcome = search_of(10);
  outcome.known.push_back({"N1", leak_found(2, 4).found});
  const std::string text = search_text(outcome);
  CHECK(contains(text, "\nno failure\n"));
  CHECK(contains(text, "known N1: leak of job, after 2 schedules, in 4 of 10 schedules\n"));
}

TEST_CASE("explore report: of what was never seen there is no table") {
  CHECK(contains(coverage_text({}, kUncoloured), "recovery:\n  none\n"));
  scenarios::Situation situation;
  situation.event = scenarios::Coverage::events().front();
  const std::string one = coverage_text({situation.number()}, kUncoloured);
  CHECK(contains(one, "event"));
  CHECK(contains(one, "seen"));
  CHECK_FALSE(contains(one, "none\n"));
}

TEST_CASE("explore JSON: one of hazard and expectation is null") {
  ExploreOutcome outcome = search_of(10);
  outcome.failures = {leak_found(2, 4), leak_found(0, 0)};
  outcome.failures[1].story.failure.unmet.emplace().key = "jobs";
  outcome.failures[1].not_written = "a \"quoted\" reason \xff";
  const auto json = nlohmann::json::parse(explore_json(outcome));
  const auto& first = json.at("failures")[0];
  CHECK(first.at("hazard") == "leak");
  CHECK(first.at("unmet").is_null());
  CHECK_FALSE(first.contains("not_written"));
  CHECK_FALSE(first.contains("critical"));
  const auto& second = json.at("failures")[1];
  CHECK(second.at("hazard").is_null());
  CHECK(second.at("unmet") == "jobs");
  CHECK(second.at("schedule") == 0);
  CHECK(second.at("not_written") == "a \"quoted\" reason \uFFFD");
  CHECK(json.at("known").is_array());
  CHECK(json.at("crashes").empty());
  CHECK(json.at("interrupted") == false);
}

}  // namespace drmsim::tools
