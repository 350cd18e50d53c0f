// The report of a search in random scenarios, of outcomes that a test has made.
#include <catch2/catch.hpp>

#include <string>

#include <nlohmann/json.hpp>

#include "tests/tools/cli/support/cli_run.h"
#include "tools/cli/random_search_report.h"

namespace drmsim::tools {
namespace {

using tests::contains;

RandomOutcome random_outcome() {
  RandomOutcome outcome;
  outcome.scheduler = "model";
  outcome.wall_seconds = 2;
  outcome.scenarios = 1;
  outcome.schedules = 100;
  return outcome;
}

RandomFinding finding_of(const std::string& identity, const std::string& entry) {
  RandomFinding finding;
  finding.failure.found.identity = identity;
  finding.failure.story.failure = finding.failure.found;
  finding.failure.shrunk.failure.schedule = 5;
  finding.failure.found.schedule = 70;
  finding.failure.found.times = 1;
  finding.entry = entry;
  finding.seed = 17;
  finding.scenarios = 1;
  finding.schedules = 2;
  return finding;
}

std::string text_of_random(const RandomOutcome& outcome) {
  return random_text(outcome, TextStyle(false));
}

}  // namespace

TEST_CASE("random report: one scenario is a scenario, and clean is nothing new") {
  CHECK(text_of_random(random_outcome()) ==
        "1 scenario on model: 100 schedules in 2 s (50/s), 0 drawn again\nnothing new\n");
}

TEST_CASE("random report: what is known is counted, and nothing new") {
  RandomOutcome outcome = random_outcome();
  outcome.findings = {finding_of("leak of job", "N1")};
  CHECK(outcome.is_clean());
  CHECK(contains(text_of_random(outcome), "known N1: leak of job, in 1 scenario, 2 schedules\n"));
  CHECK(contains(text_of_random(outcome), "nothing new\n"));
  outcome.findings.push_back(finding_of("stall", ""));
  CHECK_FALSE(outcome.is_clean());
  CHECK_FALSE(contains(text_of_random(outcome), "nothing new"));
}

TEST_CASE("random report: a crash is something new, wherever it was") {
  RandomOutcome outcome = random_outcome();
  outcome.crashes = {{"exit 1", 1}, {"killed by signal 11", 3}};
  outcome.first_crash = {{"exit 1", "seed 4"}, {"killed by signal 11", "seed 9"}};
  CHECK_FALSE(outcome.is_clean());
  CHECK(contains(text_of_random(outcome), "crash exit 1: 1 scenario, first in seed 4\n"));
  CHECK(contains(text_of_random(outcome),
                 "crash killed by signal 11: 3 scenarios, first in seed 9\n"));
}

TEST_CASE("random report: beyond those that are made small a finding has a line") {
  RandomOutcome outcome = random_outcome();
  outcome.findings = {finding_of("stall", "")};
  CHECK(contains(text_of_random(outcome),
                 "\nalso stall, in 1 scenario, 2 schedules, first of seed 17\n"));
}

TEST_CASE(
    "random report: a small scenario is told with its schedules, its file as a shell has it") {
  RandomOutcome outcome = random_outcome();
  RandomFinding finding = finding_of("stall", "");
  finding.scenario_file = "my out/random_17-1.toml";
  finding.failure.replay_file = "my out/random_17-1-replay.toml";
  outcome.findings = {finding};
  const std::string text = text_of_random(outcome);
  CHECK(contains(text, "in 1 of 5 schedules"));  // of the search in the small one
  CHECK(contains(text, "  made small:       'my out/random_17-1.toml'\n"));
  CHECK(contains(text, "drmsim replay 'my out/random_17-1-replay.toml'\n"));
  CHECK_FALSE(contains(text, "also stall"));
}

TEST_CASE("random report: one that could not be made small is told with the reason") {
  RandomOutcome outcome = random_outcome();
  RandomFinding finding = finding_of("stall", "");
  finding.failure.not_explained = "it ends its process";
  finding.failure.replay_file = "r.toml";
  outcome.findings = {finding};
  const std::string text = text_of_random(outcome);
  CHECK(contains(text, "neither shrunk nor explained: it ends its process"));
  CHECK(contains(text, "in 1 of 70 schedules"));  // of the first search
  CHECK_FALSE(contains(text, "made small"));
}

TEST_CASE("random report: a file that could not be written is lost, what was found is not") {
  RandomOutcome outcome = random_outcome();
  RandomFinding finding = finding_of("stall", "");
  finding.failure.not_written = "cannot write out: Permission denied";
  CHECK(finding.was_made_small());
  outcome.findings = {finding};
  CHECK(contains(text_of_random(outcome), "not to be repeated: cannot write out: "));
}

TEST_CASE("random JSON: findings and crashes, in their order, as text that is escaped") {
  RandomOutcome outcome = random_outcome();
  outcome.interrupted = true;
  outcome.findings = {finding_of("b \"q\"", ""), finding_of("a", "N1")};
  outcome.crashes = {{"exit 1", 1}};
  outcome.first_crash = {{"exit 1", "seed 4"}};
  const auto json = nlohmann::json::parse(random_json(outcome));
  CHECK(json.at("interrupted") == true);
  CHECK(json.at("findings")[0].at("identity") == "b \"q\"");
  CHECK(json.at("findings")[0].at("known") == "");
  CHECK(json.at("findings")[1].at("known") == "N1");
  CHECK(json.at("crashes")[0].at("first") == "seed 4");
  CHECK(contains(text_of_random(outcome), "interrupted\n"));
}

}  // namespace drmsim::tools
