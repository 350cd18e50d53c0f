// The report of a run for people, of reports that a test has made: counts of 0, 1 and many, what is
// left out, and what a terminal would obey.
#include <catch2/catch.hpp>

#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

#include "tests/tools/cli/support/cli_run.h"
#include "tools/cli/report_table.h"

namespace drmsim::tools {
namespace {

using scenarios::ClientReport;
using scenarios::DurationSummary;
using scenarios::FaultReport;
using scenarios::HazardReport;
using scenarios::RingReport;
using scenarios::RunEnd;
using scenarios::Unmet;
using tests::contains;

const TextStyle kPlain(false);

RunOutcome quiet_run() {
  RunOutcome outcome;
  outcome.report.file = "dir/s.toml";
  outcome.report.scenario = "s";
  outcome.report.rings.emplace_back().name = "gfx";
  outcome.repeat_command = "drmsim run dir/s.toml";
  return outcome;
}

HazardReport leak(const std::string& message = "a job leaks") {
  HazardReport hazard;
  hazard.kind = sim::HazardKind::leak;
  hazard.context = "hardware";
  hazard.message = message;
  return hazard;
}

Unmet unmet_jobs(int line, const std::string& expected = "2", const std::string& actual = "1") {
  Unmet unmet;
  unmet.where = {line, 7, 0};
  unmet.key = "jobs";
  unmet.expected = expected;
  unmet.actual = actual;
  return unmet;
}

DurationSummary summary_of(sim::TimeNs time_ns) {
  return {1, time_ns, time_ns, time_ns, time_ns, time_ns};
}

// Its last line, of all or of the table alone.
std::string last_line(std::string text) {
  text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

std::string text_of(const RunOutcome& outcome) {
  return report_table(outcome, kPlain);
}

}  // namespace

TEST_CASE("report: of one there is one, of none and two there are several") {
  RunOutcome outcome = quiet_run();
  outcome.report.faults_struck = 1;
  outcome.report.jobs = outcome.report.timeouts = outcome.report.resets = 1;
  outcome.report.events = 1;
  CHECK(contains(text_of(outcome), "1 job, 1 fault, 1 timeout, 1 reset\n"));
  CHECK(contains(text_of(outcome), ", 1 event\n"));
  CHECK(contains(text_of(quiet_run()), "0 jobs, 0 timeouts, 0 resets\n"));
  outcome.report.jobs = outcome.report.timeouts = 1'234'567;
  CHECK(contains(text_of(outcome), "1,234,567 jobs, 1 fault, 1,234,567 timeouts, 1 reset\n"));
}

TEST_CASE("report: what is left out of a long list is counted, one of it as one") {
  const auto with_rings = [](std::size_t rings) {
    RunOutcome outcome = quiet_run();
    outcome.report.rings.resize(rings, outcome.report.rings.front());
    return text_of(outcome);
  };
  CHECK_FALSE(contains(with_rings(40), "more ring"));
  CHECK(contains(with_rings(41), "... and 1 more ring\n"));
  CHECK(contains(with_rings(1024), "... and 984 more rings\n"));
  RunOutcome outcome = quiet_run();
  outcome.report.clients.resize(41);
  outcome.report.hazards.resize(22, leak());
  outcome.report.refused.resize(6, {"j", "entity_gone"});
  CHECK(contains(text_of(outcome), "... and 1 more client\n"));
  CHECK(contains(text_of(outcome), "... and 2 more hazards\n"));
  CHECK(contains(text_of(outcome), "... and 1 more refused job\n"));
}

TEST_CASE("report: columns that say nothing are not there") {
  RunOutcome outcome = quiet_run();
  outcome.report.clients.emplace_back().name = "app";
  const std::string bare = text_of(outcome);
  for (const char* heading : {"evictions", "dep wait", "errors", "missed", "cycles", "wait p50"}) {
    CAPTURE(heading);
    CHECK_FALSE(contains(bare, heading));
  }
  RingReport& ring = outcome.report.rings.front();
  ring.evictions = 3;
  ring.dependency_wait = summary_of(5'000);
  ClientReport& client = outcome.report.clients.front();
  client.deadlines = 4;
  client.cycles = 7;
  client.errors = outcome.report.errors = 1;
  const std::string full = text_of(outcome);
  for (const char* heading : {"evictions", "dep wait p50", "errors", "missed", "cycles/s"}) {
    CAPTURE(heading);
    CHECK(contains(full, heading));
  }
}

TEST_CASE("report: a ring without a job has no durations, beside one that has") {
  RunOutcome outcome = quiet_run();
  outcome.report.rings.front().execution = summary_of(5'000);
  outcome.report.rings.emplace_back().name = "idle";
  const std::string text = text_of(outcome);
  const std::size_t at = text.find("\nidle ") + 1;
  const std::string line = text.substr(at, text.find('\n', at) - at);
  CHECK_FALSE(contains(line, "ns"));
  CHECK_FALSE(contains(line, "us"));
  CHECK(line.back() == '0');  // its resets; no blanks behind
}

TEST_CASE("report: an engine has a line if several rings use it") {
  RunOutcome outcome = quiet_run();
  outcome.report.rings.front().engine = "shader";
  outcome.report.rings.front().engine_share = 0.25;
  outcome.report.engines.push_back({"shader", 1, 0.5, {"gfx"}});
  CHECK_FALSE(contains(text_of(outcome), "engine shader"));
  RingReport& other = outcome.report.rings.emplace_back();
  other.name = "compute";
  other.engine = "shader";
  other.engine_share = 0.125;
  outcome.report.engines.front().rings.emplace_back("compute");
  CHECK(contains(text_of(outcome), "  engine shader: 50 % busy, with gfx 25 %, compute 12.5 %\n"));
}

TEST_CASE("report: errors are counted by their names, one that has none by its number") {
  RunOutcome outcome = quiet_run();
  outcome.report.jobs = 1'003;
  outcome.report.errors = 1'002;
  outcome.report.errors_by_number = {{62, 1'000}, {125, 1}, {4000, 1}};
  CHECK(contains(text_of(outcome), "1,003 jobs (1,000 ETIME, 1 ECANCELED, 1 4000), "));
}

TEST_CASE("report: what a terminal would obey in names and sentences is not printed") {
  RunOutcome outcome = quiet_run();
  outcome.report.file = "q\x1b[31m\n.toml";
  outcome.report.summary = "red \x1b[31m";
  outcome.report.hazards = {leak("freed by \x1b]0;x\x07")};
  outcome.report.hazards.front().story = {"1 \x1b[2J"};
  outcome.report.unmet = {unmet_jobs(3)};
  outcome.report.faults.emplace_back().where = {4, 1, 0};
  outcome.report.unused_preempts.push_back({{5, 1, 0}, "its moment never came"});
  const std::string text = text_of(outcome) + report_line(outcome, kPlain);
  CHECK_FALSE(contains(text, "\x1b"));
  CHECK_FALSE(contains(text, "\x07"));
  CHECK(contains(text, "q?[31m?.toml:3:7: unmet jobs: expected 2, was 1\n"));
  CHECK(contains(text, "q?[31m?.toml:4:1: note: [[fault]] never struck"));
  CHECK(contains(text, "q?[31m?.toml:5:1: note: its moment never came\n"));
  CHECK(contains(text, "    1 ?[2J\n"));
}

TEST_CASE("report: a place is in the file that it is in, or nowhere in particular") {
  RunOutcome outcome = quiet_run();
  outcome.report.included.names = {"dir/common.toml"};
  Unmet there = unmet_jobs(9);
  there.where.file = 1;
  Unmet nowhere = unmet_jobs(0);
  nowhere.always = true;
  outcome.report.unmet = {there, nowhere};
  const std::string text = problems_text(outcome, kPlain);
  CHECK(contains(text, "dir/common.toml:9:7: unmet jobs: "));
  CHECK(contains(text, "dir/s.toml: unmet always.jobs: "));
  CHECK(last_line(text) == "to repeat: drmsim run dir/s.toml");
}

TEST_CASE("report: where nothing is wrong there is nothing to repeat") {
  CHECK(problems_text(quiet_run(), kPlain).empty());
  CHECK(last_line(text_of(quiet_run())) == "ok");
}

TEST_CASE("report: a fault that struck nobody says why") {
  RunOutcome outcome = quiet_run();
  FaultReport fault;
  fault.where = {3, 1, 0};
  const auto note = [&](std::uint64_t met, const std::string& entity, const std::string& ring) {
    fault.met = met;
    fault.entity = entity;
    fault.ring = ring;
    outcome.report.faults = {fault};
    const std::string text = problems_text(outcome, kPlain);
    return text.substr(0, text.find('\n'));
  };
  const std::string begin = "dir/s.toml:3:1: note: [[fault]] never struck: ";
  fault.at_ns = 2'000'000;
  CHECK(note(0, "", "") == begin + "no job came to run_job for the first time at 2ms or later");
  CHECK(note(0, "app", "gfx") ==
        begin + "no job of app on gfx came to run_job for the first time at 2ms or later");
  CHECK(note(1, "", "") == begin + "its probability spared the job that it met");
  CHECK(note(2, "", "") == begin + "its probability spared all 2 jobs that it met");
  fault.struck = 1;
  CHECK(note(5, "", "").empty());
}

TEST_CASE("report: the verdict counts what was not expected") {
  const auto verdict = [](const RunOutcome& outcome) { return last_line(text_of(outcome)); };
  RunOutcome outcome = quiet_run();
  outcome.report.hazards = {leak(), leak()};
  outcome.report.hazards.front().expected = true;
  CHECK(verdict(outcome) == "FAILED: 1 hazard");
  outcome.report.unmet = {unmet_jobs(1)};
  CHECK(verdict(outcome) == "FAILED: 1 hazard, 1 unmet expectation");
  outcome.report.unmet.push_back(unmet_jobs(2));
  outcome.report.hazards.pop_back();
  CHECK(verdict(outcome) == "FAILED: 2 unmet expectations");
  outcome.report.unmet.clear();
  CHECK(verdict(outcome) == "1 hazard, as expected: exit status 1, of `drmsim test` 0");
  outcome.is_test = true;
  CHECK(verdict(outcome) == "1 hazard, as expected");
}

TEST_CASE("report: a run that was cut is no success, and says where it was cut") {
  RunOutcome outcome = quiet_run();
  outcome.report.end = RunEnd::max_steps;
  outcome.report.steps = 1'000;
  CHECK(contains(text_of(outcome), "stopped after 1,000 steps (`max_steps`)"));
  CHECK(last_line(text_of(outcome)) == "FAILED: it did not come to its end");
  outcome.report.end = RunEnd::time;
  outcome.report.hazards = {leak()};
  CHECK(contains(text_of(outcome), "virtual time ends after 213 days"));
  CHECK(last_line(text_of(outcome)) == "FAILED: 1 hazard, and it did not come to its end");
  outcome.report.end = RunEnd::hazard;
  CHECK(contains(text_of(outcome), "the run ended at a hazard, before its time\n"));
}

TEST_CASE("report: jobs that were refused say why, those that did not end are counted") {
  RunOutcome outcome = quiet_run();
  outcome.report.refused = {{"a", "process_ended"}, {"b", "entity_gone"}, {"c", "dependency"}};
  outcome.report.unfinished.resize(1);
  const std::string text = text_of(outcome);
  CHECK(contains(text, "0 jobs, 1 unfinished, 3 refused, "));
  CHECK(contains(text, "a was not submitted: its process has ended\n"));
  CHECK(contains(text, "b was not submitted: its entity has gone\n"));
  CHECK(contains(text, "c was not submitted: it depends on a job that was not submitted\n"));
}

TEST_CASE("report: a hash has all its digits, and guilty entities are named") {
  RunOutcome outcome = quiet_run();
  outcome.event_log_hash = 0xabc;
  outcome.report.guilty = {"a", "b"};
  CHECK(contains(text_of(outcome), "event log hash 0000000000000abc\n"));
  CHECK(contains(text_of(outcome), "; guilty: a, b\n"));
}

TEST_CASE("report: no line is wider than a page, however long names and numbers are") {
  RunOutcome outcome = quiet_run();
  outcome.report.summary = std::string(80, 'w') + " " + std::string(80, 'v');
  RingReport& ring = outcome.report.rings.front();
  ring.name = std::string(64, 'r');
  ring.jobs = ring.timeouts = ring.resets = ring.evictions = UINT32_MAX;
  ring.wait = ring.dependency_wait = ring.execution = summary_of(sim::kForever / 1'000);
  ClientReport& client = outcome.report.clients.emplace_back();
  client.name = std::string(20, 'c');
  client.jobs = client.cycles = UINT32_MAX;
  client.latency = client.cycle = client.wait = summary_of(sim::kForever / 1'000);
  for (const std::string& line : [&] {
         std::vector<std::string> lines;
         std::istringstream in(text_of(outcome));
         for (std::string one; std::getline(in, one);) lines.push_back(one);
         return lines;
       }()) {
    CAPTURE(line);
    CHECK(line.size() <= 100);
    CHECK((line.empty() || line.back() != ' '));
  }
}

TEST_CASE("report: one line of many has the verdict first, and what failed last") {
  RunOutcome outcome = quiet_run();
  outcome.report.jobs = 1;
  outcome.report.virtual_time_ns = 5'000;
  CHECK(report_line(outcome, kPlain) == "ok      dir/s.toml  1 job, 5 us of virtual time\n");
  outcome.report.unmet = {unmet_jobs(1)};
  CHECK(report_line(outcome, kPlain) ==
        "FAILED  dir/s.toml  1 job, 5 us of virtual time: 1 unmet expectation\n");
}

}  // namespace drmsim::tools
