// Results as JSON, of reports that a test has made: what is missing is null, what is text is
// escaped, and no number is rounded.
#include <catch2/catch.hpp>

#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

#include "tools/cli/report_json.h"

namespace drmsim::tools {
namespace {

using Json = nlohmann::json;

Json only_run(const RunOutcome& outcome) {
  const Json document = Json::parse(reports_json({outcome}));
  REQUIRE(document.at("runs").size() == 1);
  return document.at("runs")[0];
}

}  // namespace

TEST_CASE("report JSON: of no run there is a document, with the build and an empty list") {
  const std::string text = reports_json({});
  const Json document = Json::parse(text);
  CHECK(document.at("runs") == Json::array());
  CHECK(document.at("drmsim").at("version").is_string());
  CHECK(text.back() == '\n');
}

TEST_CASE("report JSON: runs are in the order of the inputs, also the same one twice") {
  RunOutcome first;
  first.report.file = "b";
  RunOutcome second;
  second.report.file = "a";
  const Json document = Json::parse(reports_json({first, second, first}));
  REQUIRE(document.at("runs").size() == 3);
  CHECK(document.at("runs")[1].at("file") == "a");
  CHECK(document.at("runs")[2].at("file") == "b");
}

TEST_CASE("report JSON: names with quotes, control characters and umlauts come back as they were") {
  RunOutcome outcome;
  const std::string name = "a \"quoted\" \\ back\nline \x01 gr\u00fcn \u2192 \U0001f600";
  outcome.report.file = outcome.report.summary = name;
  outcome.report.hazards.emplace_back().message = name;
  outcome.report.hazards.back().story = {name};
  const Json run = only_run(outcome);
  CHECK(run.at("file") == name);
  CHECK(run.at("summary") == name);
  CHECK(run.at("hazards")[0].at("message") == name);
  CHECK(run.at("hazards")[0].at("story")[0] == name);
}

TEST_CASE("report JSON: a name that is no UTF-8 has a substitute, and the document is one") {
  RunOutcome outcome;
  outcome.report.file = "a\xff.toml";
  CHECK(only_run(outcome).at("file") == "a\uFFFD.toml");
}

TEST_CASE("report JSON: numbers of 64 bits are whole") {
  RunOutcome outcome;
  outcome.report.jobs = outcome.report.virtual_time_ns = UINT64_MAX;
  outcome.report.seed = INT64_MAX;
  const Json run = only_run(outcome);
  CHECK(run.at("jobs").get<std::uint64_t>() == UINT64_MAX);
  CHECK(run.at("virtual_time_ns").get<std::uint64_t>() == UINT64_MAX);
  CHECK(run.at("seed").get<std::uint64_t>() == INT64_MAX);
}

TEST_CASE("report JSON: durations of nothing are null, those of no time are not") {
  RunOutcome outcome;
  scenarios::RingReport& ring = outcome.report.rings.emplace_back();
  ring.wait.count = 1;
  const Json json = only_run(outcome).at("rings")[0];
  CHECK(json.at("execution").is_null());
  CHECK(json.at("dependency_wait").is_null());
  CHECK(json.at("wait").at("count") == 1);
  CHECK(json.at("wait").at("max_ns") == 0);
}

TEST_CASE("report JSON: what was not asked for is not there, or null") {
  const Json run = only_run(RunOutcome{});
  CHECK_FALSE(run.contains("event_log_hash"));
  CHECK(run.at("workload").is_null());
  CHECK(run.at("errors_by_name") == Json::object());
  for (const char* list : {"rings", "clients", "unfinished", "refused", "hazards", "unmet",
                           "unused_preempts", "clients_that_gave_up", "engines", "faults"}) {
    CAPTURE(list);
    CHECK(run.at(list) == Json::array());
  }
  CHECK(run.at("jobs_per_wall_second") == 0);  // no time has passed
}

TEST_CASE("report JSON: a hash is text of sixteen digits, as a number would be rounded") {
  RunOutcome outcome;
  outcome.event_log_hash = 1;
  CHECK(only_run(outcome).at("event_log_hash") == "0000000000000001");
}

TEST_CASE("report JSON: a place says its file only where that is another one") {
  RunOutcome outcome;
  outcome.report.file = "own.toml";
  outcome.report.included.names = {"first.toml", "second.toml"};
  outcome.report.unmet.resize(2);
  outcome.report.unmet[0].where = {3, 4, 0};
  outcome.report.unmet[1].where = {5, 6, 2};
  outcome.report.faults.emplace_back().where = {7, 8, 1};
  const Json run = only_run(outcome);
  CHECK_FALSE(run.at("unmet")[0].contains("file"));
  CHECK(run.at("unmet")[0].at("line") == 3);
  CHECK(run.at("unmet")[1].at("file") == "second.toml");
  CHECK(run.at("faults")[0].at("file") == "first.toml");
}

TEST_CASE("report JSON: who waited for whom is told of a stall alone") {
  RunOutcome outcome;
  outcome.report.hazards.resize(2);
  outcome.report.hazards[1].waits.push_back({"a", "mutex \"m\"", "", "", true});
  const Json hazards = only_run(outcome).at("hazards");
  CHECK_FALSE(hazards[0].contains("waits"));
  CHECK(hazards[1].at("waits")[0].at("waits_for") == "mutex \"m\"");
  CHECK(hazards[1].at("waits")[0].at("in_cycle") == true);
}

TEST_CASE("report JSON: as expected is what `drmsim test` says, with hazards that are expected") {
  RunOutcome outcome;
  outcome.report.hazards.emplace_back().expected = true;
  CHECK(only_run(outcome).at("as_expected") == true);
  outcome.report.hazards.emplace_back();
  CHECK(only_run(outcome).at("as_expected") == false);
  outcome.report.hazards.clear();
  outcome.report.end = scenarios::RunEnd::time;
  CHECK(only_run(outcome).at("as_expected") == false);
  CHECK(only_run(outcome).at("end") == "time");
}

TEST_CASE("report JSON: a workload's clients, with the mean of their periods if there are any") {
  RunOutcome outcome;
  outcome.workload.emplace();
  outcome.workload->clients.resize(2);
  outcome.workload->clients[1].period.add(10, 5);
  outcome.workload->clients[1].period.add(21, 5);
  outcome.warnings = {"w"};
  const Json workload = only_run(outcome).at("workload");
  CHECK(workload.at("clients")[0].at("period").is_null());
  CHECK(workload.at("clients")[1].at("period").at("average_us") == 15);
  CHECK(workload.at("clients")[1].at("period").at("missed") == 2);
  CHECK(workload.at("warnings") == Json::array({"w"}));
}

}  // namespace drmsim::tools
