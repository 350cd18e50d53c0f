// The results of a comparison, of outcomes that a test has made, and how they cross a pipe.
#include <catch2/catch.hpp>

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/tools/cli/support/cli_run.h"
#include "tools/cli/compare_report.h"

namespace drmsim::tools {
namespace {

using tests::contains;

const SchedulerNames kSides = {"model", "kernel:6.12"};

CompareOutcome equivalent_outcome(std::uint64_t lines = 1) {
  CompareOutcome outcome;
  outcome.input = "a.toml";
  outcome.lines = lines;
  return outcome;
}

CompareOutcome divergent_outcome(std::size_t line) {
  CompareOutcome outcome = equivalent_outcome(9);
  outcome.divergence.emplace();
  outcome.divergence->line = line;
  outcome.divergence->before = {"1 push"};
  outcome.divergence->first = {"2 run_job"};
  return outcome;
}

std::string compared(const CompareOutcome& outcome) {
  return compare_text(outcome, kSides, TextStyle(false));
}

std::string summed(const std::vector<CompareOutcome>& outcomes) {
  return compare_summary(outcomes, kSides, TextStyle(false));
}

}  // namespace

TEST_CASE("compare report: an equivalent scenario has a line, cut or not") {
  CHECK(compared(equivalent_outcome()) == "a.toml: equivalent, 1 line\n");
  CompareOutcome cut = equivalent_outcome(2'000);
  cut.cut = "200000 events";
  CHECK(compared(cut) ==
        "a.toml: equivalent, 2,000 lines; cut at 200000 events: what follows is not compared\n");
}

TEST_CASE("compare report: a divergence says its line, or that it is of the results") {
  CHECK(compared(divergent_outcome(7)).rfind("a.toml: divergence at line 7\n", 0) == 0);
  CHECK(compared(divergent_outcome(0)).rfind("a.toml: divergence of the results\n", 0) == 0);
}

TEST_CASE("compare report: what was made small, why it was not, or why it is lost") {
  CompareOutcome outcome = divergent_outcome(7);
  CHECK_FALSE(contains(compared(outcome), "smallest"));
  outcome.not_written = "cannot write q\x1b[31m";
  CHECK(contains(compared(outcome), "  the smallest is lost: cannot write q?[31m\n"));
  outcome.shrink_mistake = "killed by signal 9";
  CHECK(contains(compared(outcome), "  not shrunk: killed by signal 9\n"));
  outcome.shrunk_file = "my divergences/a.toml";
  CHECK(contains(compared(outcome),
                 "  smallest: drmsim compare 'my divergences/a.toml' --schedulers "
                 "model,kernel:6.12\n"));
}

TEST_CASE("compare report: a crash is a divergence without lines") {
  CompareOutcome outcome = equivalent_outcome();
  outcome.failure = "killed by signal 11";
  CHECK(compared(outcome) == "a.toml: divergence: killed by signal 11\n");
}

TEST_CASE("compare report: the last line counts, one as one") {
  CHECK(summed({}) == "model and kernel:6.12: 0 scenarios of 0 lines compared, equivalent\n");
  CHECK(summed({equivalent_outcome()}) ==
        "model and kernel:6.12: 1 scenario of 1 line compared, equivalent\n");
  CHECK(contains(summed({equivalent_outcome(), divergent_outcome(7)}),
                 "2 scenarios of 10 lines "
                 "compared, 1 diverges\n"));
  CHECK(contains(summed({divergent_outcome(1), divergent_outcome(7)}), ", 2 diverge\n"));
}

TEST_CASE("compare report: what cannot be compared is not counted") {
  CompareOutcome refused = equivalent_outcome(0);
  refused.mistake = "a.toml:1:1: no such policy";
  CHECK(contains(summed({refused, equivalent_outcome()}), "1 scenario of 1 line compared, equi"));
  CHECK(contains(summed({refused}), "0 scenarios of 0 lines compared, nothing to compare\n"));
}

TEST_CASE("compare report: those that were cut are told at the end, of the equivalent ones") {
  CompareOutcome cut = equivalent_outcome();
  cut.cut = "200000 events";
  CompareOutcome divergent = divergent_outcome(3);
  divergent.cut = "200000 events";
  CHECK(contains(summed({cut, divergent, equivalent_outcome()}), "1 diverges; 1 not to the end\n"));
}

TEST_CASE("compare JSON: each outcome is in the list that it belongs to") {
  CompareOutcome refused = equivalent_outcome(0);
  refused.mistake = "no \"policy\"";
  CompareOutcome crashed = equivalent_outcome();
  crashed.failure = "exit 1";
  CompareOutcome cut = equivalent_outcome();
  cut.cut = "5 events";
  CompareOutcome shrunk = divergent_outcome(7);
  shrunk.shrunk_file = "a b.toml";
  const auto json = nlohmann::json::parse(
      compare_json({refused, crashed, cut, shrunk, equivalent_outcome()}, kSides, true));
  CHECK(json.at("scenarios") == 5);
  CHECK(json.at("equivalent") == false);
  CHECK(json.at("interrupted") == true);
  CHECK(json.at("mistakes")[0].at("message") == "no \"policy\"");
  CHECK(json.at("cut")[0].at("at") == "5 events");
  REQUIRE(json.at("divergences").size() == 2);
  CHECK(json.at("divergences")[0].at("failure") == "exit 1");
  CHECK_FALSE(json.at("divergences")[0].contains("line"));
  CHECK(json.at("divergences")[1].at("line") == 7);
  CHECK(json.at("divergences")[1].at("repeat_command") ==
        "drmsim compare 'a b.toml' --schedulers model,kernel:6.12");
}

TEST_CASE("compare outcome: what one process has found another one reads") {
  CompareOutcome outcome = divergent_outcome(7);
  outcome.cut = "5 events";
  outcome.divergence->second = {"2 finished \"q\" \x01", ""};
  const CompareOutcome back = unpacked(packed(outcome));
  CHECK(back.lines == 9);
  CHECK(back.cut == "5 events");
  REQUIRE(back.divergence.has_value());
  CHECK(back.divergence->line == 7);
  CHECK(back.divergence->before == outcome.divergence->before);
  CHECK(back.divergence->first == outcome.divergence->first);
  CHECK(back.divergence->second == outcome.divergence->second);
  CHECK_FALSE(back.equivalent());
}

TEST_CASE("compare outcome: without a divergence there is none, and a mistake stays one") {
  const CompareOutcome same = unpacked(packed(equivalent_outcome(UINT64_MAX)));
  CHECK(same.equivalent());
  CHECK(same.lines == UINT64_MAX);
  CompareOutcome mistaken;
  mistaken.mistake = "f\xff:1:1: no";
  const CompareOutcome back = unpacked(packed(mistaken));
  CHECK(back.mistake == "f\uFFFD:1:1: no");
  CHECK_FALSE(back.equivalent());
}

}  // namespace drmsim::tools
