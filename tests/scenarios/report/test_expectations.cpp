// [expect] against reports written by hand: what is met says nothing, what is not says where and
// why.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/expectations.h"

namespace drmsim::tests {
namespace {

using scenarios::check_expectations;
using scenarios::RunReport;
using scenarios::ScenarioSpec;
using scenarios::Unmet;

constexpr const char* kMachine = R"(name = "t"
ring = [{ name = "gfx" }, { name = "sdma" }]
entity = [{ name = "e", rings = "gfx" }, { name = "f", rings = "gfx" }]
client = [{ name = "c", rings = "gfx", duration = "1us", cycles = 1 }]
job = [{ name = "x", entity = "e", duration = "1ns" },
       { name = "y", entity = "e", duration = "1ns" }]
)";
constexpr int kMachineLines = 6;

ScenarioSpec scenario(const std::string& keys) {
  return scenarios::parse_scenario(kMachine + keys, "t.toml");
}

// "line KEY: expected E, was A" for each; lines count from the first line of `keys`.
std::vector<std::string> unmet(const std::string& keys, const RunReport& report) {
  std::vector<std::string> lines;
  for (const Unmet& found : check_expectations(scenario(keys), report)) {
    lines.push_back(std::to_string(found.where.line - kMachineLines) + " " + found.key +
                    ": expected " + found.expected + ", was " + found.actual);
  }
  return lines;
}

using Lines = std::vector<std::string>;

RunReport report_of_two_jobs() {
  RunReport report;
  report.jobs = 2;
  report.errors = 1;
  report.virtual_time_ns = 2'000'000;
  report.finishes["x"] = {true, 125, 2};
  report.finishes["y"] = {true, 0, 1};
  report.rings.resize(1);
  report.rings[0].name = "gfx";
  report.rings[0].busy = 0.8;
  report.rings[0].wait = {2, 8'000, 15'000, 10'000, 20'000, 21'000};
  report.engines.resize(1);
  report.engines[0].name = "gfx";
  report.engines[0].busy = 0.8;
  report.clients.resize(1);
  report.clients[0].name = "c";
  report.clients[0].cycles = 3;
  return report;
}

TEST_CASE("expectations: what is met is not mentioned") {
  CHECK(unmet(R"([expect]
finished = { x = "ECANCELED", y = "ok" }
order = ["y", "x"]
guilty = []
jobs = 2
errors = { max = 1 }
virtual_time = "1ms..2ms"
ring.gfx = { busy = { min = 0.8 }, wait_p50 = "10us", wait_p99 = { max = "20us" } }
client.c = { cycles = 3 })",
              report_of_two_jobs()) == Lines{});
}

TEST_CASE("expectations: how jobs end") {
  CHECK(unmet(R"([expect]
finished = { x = "ok", y = "unfinished" })",
              report_of_two_jobs()) == Lines{"2 finished.x: expected ok, was ECANCELED",
                                             "2 finished.y: expected unfinished, was ok"});
  CHECK(unmet("[expect]\nfinished = { x = 'EIO' }", RunReport{}) ==
        Lines{"2 finished.x: expected EIO, was unfinished"});
}

TEST_CASE("expectations: the order in which fences signal") {
  CHECK(unmet("[expect]\norder = ['x', 'y']", report_of_two_jobs()) ==
        Lines{"2 order: expected x before y, was y before x"});
  RunReport report = report_of_two_jobs();
  report.finishes["x"].finished = false;
  CHECK(unmet("[expect]\norder = ['x', 'y']", report) ==
        Lines{"2 order: expected x finishes, was it never did"});
}

TEST_CASE("expectations: always is checked like expect, and says that it is that table") {
  const RunReport report = report_of_two_jobs();
  const auto found = check_expectations(scenario(R"([expect]
jobs = 3
[always]
jobs = 4
finished = { x = "ok" }
client.c = { cycles = { max = 2 } })"),
                                        report);
  REQUIRE(found.size() == 4);
  CHECK_FALSE(found[0].always);
  CHECK(found[0].full_key() == "jobs");
  for (std::size_t i = 1; i < found.size(); ++i) CHECK(found[i].always);
  CHECK(found[1].full_key() == "always.finished.x");
  CHECK(found[2].full_key() == "always.jobs");
  CHECK(found[3].full_key() == "always.client.c.cycles");
}

TEST_CASE("expectations: a number of unfinished jobs") {
  RunReport report;
  report.unfinished.resize(2);
  CHECK(unmet("[expect]\nunfinished = 2", report).empty());
  CHECK(unmet("[expect]\nunfinished = { max = 1 }", report) ==
        Lines{"2 unfinished: expected at most 1, was 2"});
}

TEST_CASE("expectations: guilty entities are exactly those listed, in any order") {
  RunReport report;
  report.guilty = {"f", "e"};
  CHECK(unmet("[expect]\nguilty = ['e', 'f']", report).empty());
  CHECK(unmet("[expect]\nguilty = ['e']", report) == Lines{"2 guilty: expected e, was e, f"});
  CHECK(unmet("[expect]\nguilty = []", report).size() == 1);
  CHECK(unmet("[expect]\njobs = 0", report).empty());
}

TEST_CASE("expectations: a hazard that is listed must be reported") {
  RunReport report;
  report.hazards.resize(1);
  report.hazards[0].kind = sim::HazardKind::leak;
  CHECK(unmet("[expect]\nhazards = ['leak']", report).empty());
  CHECK(unmet("[expect]\nhazards = ['use_after_free']", report) ==
        Lines{"2 hazards: expected use_after_free, was leak"});
  CHECK(unmet("[expect]\nhazards = ['leak']", RunReport{}) ==
        Lines{"2 hazards: expected leak, was none"});
}

TEST_CASE("expectations: bounds are told in the words of the file") {
  CHECK(unmet(R"([expect]
jobs = 3
errors = { min = 2 }
virtual_time = { max = "1ms" }
jobs_per_second = { min = 5.5, max = 6 }
timeouts = 1
resets = { min = 1, max = 2 })",
              report_of_two_jobs()) ==
        Lines{"2 jobs: expected 3, was 2", "3 errors: expected at least 2, was 1",
              "6 timeouts: expected 1, was 0", "7 resets: expected 1 to 2, was 0",
              "5 jobs_per_second: expected 5.5 to 6, was 0",
              "4 virtual_time: expected at most 1ms, was 2ms"});
}

TEST_CASE("expectations: every key of a ring is looked at") {
  CHECK(unmet(R"([expect.ring.gfx]
busy = { max = 0.5 }
jobs = 1
timeouts = 1
resets = 1
wait_p50 = "9us"
wait_p99 = { min = "21us" }
execution_p50 = "1us"
execution_p99 = "1us")",
              report_of_two_jobs()) ==
        Lines{"2 ring.gfx.busy: expected at most 0.5, was 0.8",
              "3 ring.gfx.jobs: expected 1, was 0", "4 ring.gfx.timeouts: expected 1, was 0",
              "5 ring.gfx.resets: expected 1, was 0", "6 ring.gfx.wait_p50: expected 9us, was 10us",
              "7 ring.gfx.wait_p99: expected at least 21us, was 20us",
              "8 ring.gfx.execution_p50: expected 1us, was nothing to measure",
              "9 ring.gfx.execution_p99: expected 1us, was nothing to measure"});
}

TEST_CASE("expectations: every key of a client is looked at") {
  CHECK(unmet(R"([expect.client.c]
share = { min = 0.5 }
jobs = 1
errors = 1
cycles = 1
cycles_per_second = { min = 1 }
cycle_p50 = "1us"
cycle_p99 = "1us"
wait_p50 = "1us"
wait_p99 = "1us"
latency_p50 = "1us"
latency_p99 = "1us")",
              report_of_two_jobs())
            .size() == 11);
}

TEST_CASE("expectations: each statistic of a kind of duration has a key") {
  CHECK(unmet(R"([expect.ring.gfx]
wait_min = "1us"
wait_mean = "1us"
wait_p50 = "1us"
wait_p99 = "1us"
wait_max = "1us")",
              report_of_two_jobs()) == Lines{"2 ring.gfx.wait_min: expected 1us, was 8us",
                                             "3 ring.gfx.wait_mean: expected 1us, was 15us",
                                             "4 ring.gfx.wait_p50: expected 1us, was 10us",
                                             "5 ring.gfx.wait_p99: expected 1us, was 20us",
                                             "6 ring.gfx.wait_max: expected 1us, was 21us"});
  for (const char* kind :
       {"ring.gfx.wait", "ring.gfx.dependency_wait", "ring.gfx.execution", "client.c.wait",
        "client.c.dependency_wait", "client.c.cycle", "client.c.latency"}) {
    for (const char* statistic : {"min", "mean", "p50", "p99", "max"}) {
      const std::string key = std::string(kind) + "_" + statistic;
      INFO(key);
      CHECK(unmet("[expect]\n" + key + " = '1us'", RunReport{}) ==
            Lines{"2 " + key + ": expected 1us, was nothing to measure"});
    }
  }
}

TEST_CASE("expectations: use, starvation and faults") {
  CHECK(unmet(R"([expect]
faults = 1
ring.gfx = { evictions = 1, engine_share = 1 }
engine.gfx.busy = 1
client.c = { elapsed = "1us", starved_max = { min = "1us" } })",
              report_of_two_jobs()) ==
        Lines{"2 faults: expected 1, was 0", "3 ring.gfx.engine_share: expected 1, was 0",
              "3 ring.gfx.evictions: expected 1, was 0", "4 engine.gfx.busy: expected 1, was 0.8",
              "5 client.c.elapsed: expected 1us, was 0ns",
              "5 client.c.starved_max: expected at least 1us, was 0ns"});
}

TEST_CASE("expectations: what did nothing counts as zero") {
  CHECK(unmet("[expect]\nring.sdma.jobs = 0\nclient.e.jobs = 0", RunReport{}).empty());
}

}  // namespace
}  // namespace drmsim::tests
