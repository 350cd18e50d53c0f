// From a scenario's text to its report.
#include <algorithm>
#include <string>

#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "scenarios/format/scenario_reader.h"
#include "scenarios/report/event_hash.h"
#include "scenarios/report/run_scenario.h"

namespace drmsim::tests {
namespace {

using scenarios::RunEnd;
using scenarios::RunReport;
using scenarios::ScenarioSpec;

RunReport report_of(const std::string& text) {
  const ScenarioSpec spec = scenarios::parse_scenario(text, "t.toml");
  return scenarios::run_scenario(spec);
}

// A job that hangs on a ring without a timeout.
constexpr const char* kHang = R"(name = "hang"
ring = [{ name = "gfx", scheduler = { credit_limit = 1 } }]
entity = [{ name = "e", rings = "gfx" }]
job = [
  { name = "first", entity = "e", duration = "10us" },
  { name = "stuck", entity = "e", duration = "10us", fault = { hang_attempts = 1 } },
  { name = "behind", entity = "e", duration = "10us" },
]
)";

TEST_CASE("run: a clean scenario is as expected and counted") {
  const RunReport report = report_of(R"(name = "clean"
summary = "Two jobs."
seed = 5
ring = [{ name = "gfx", scheduler = { credit_limit = 1 } }]
entity = [{ name = "e", rings = "gfx" }]
job = [{ name = "j", entity = "e", duration = "10us", count = 2 }]
expect = { jobs = 2, virtual_time = "20us", order = ["j0", "j1"] })");
  CHECK(report.as_expected());
  CHECK(report.end == RunEnd::quiescent);
  CHECK(report.file == "t.toml");
  CHECK(report.scenario == "clean");
  CHECK(report.summary == "Two jobs.");
  CHECK(report.seed == 5);
  CHECK(report.rings.at(0).busy == Approx(1.0));
  CHECK(report.rings.at(0).execution.p50_ns == 10'000);
  CHECK(report.clients.at(0).name == "e");
  CHECK(report.clients.at(0).jobs == 2);
  CHECK(report.events > 10);
}

TEST_CASE("run: jobs whose fences never signal are hazards with a story") {
  const RunReport report = report_of(kHang);
  CHECK_FALSE(report.as_expected());
  CHECK(report.jobs == 1);
  REQUIRE(report.unfinished.size() == 2);
  CHECK(report.unfinished[0].job == "stuck");
  REQUIRE(report.hazards.size() >= 2);
  const auto never = std::find_if(report.hazards.begin(), report.hazards.end(),
                                  [](const scenarios::HazardReport& hazard) {
                                    return hazard.kind == sim::HazardKind::fence_never_signalled;
                                  });
  REQUIRE(never != report.hazards.end());
  CHECK_FALSE(never->expected);
  CHECK(never->message.find("stuck") != std::string::npos);
  CHECK_FALSE(never->story.empty());
}

TEST_CASE("run: jobs that are expected to stay unfinished are no hazard") {
  const RunReport report = report_of(
      std::string(kHang) + "[expect]\nfinished = { stuck = 'unfinished', behind = 'unfinished' }");
  CHECK(report.unmet.empty());
  for (const auto& hazard : report.hazards) {
    CHECK(hazard.kind != sim::HazardKind::fence_never_signalled);
  }
}

TEST_CASE("run: an unmet expectation points into the file") {
  const RunReport report = report_of(std::string(kHang) + "[expect]\njobs = 3");
  REQUIRE(report.unmet.size() == 1);
  CHECK(report.unmet[0].where.line == 10);
  CHECK(report.unmet[0].where.column == 8);
  CHECK(report.unmet[0].actual == "1");
}

TEST_CASE("run: a fatal hazard ends the run, and is expected if the file says so") {
  const std::string file = DRMSIM_SOURCE_DIR "/scenarios/files/bugs/run_job_single_reference.toml";
  ScenarioSpec spec = scenarios::load_scenario(file);
  const RunReport expected = scenarios::run_scenario(spec);
  CHECK(expected.end == RunEnd::hazard);
  CHECK(expected.as_expected());
  REQUIRE(expected.hazards.size() == 1);
  CHECK(expected.hazards[0].expected);
  CHECK_FALSE(expected.hazards[0].story.empty());

  spec.expect.hazards.clear();
  CHECK_FALSE(scenarios::run_scenario(spec).as_expected());
}

TEST_CASE("run: what is longer than max_steps is stopped, told, and not judged") {
  const std::string text = R"(name = "long"
max_steps = 10000
ring = [{ name = "gfx", scheduler = { timeout = "1ms" } }]
client = [{ name = "c", rings = "gfx", duration = "10us", cycles = 1000000 }]
expect = { jobs = 1000000 })";
  const RunReport report = report_of(text);
  CHECK(report.end == RunEnd::max_steps);
  CHECK_FALSE(report.as_expected());
  CHECK(report.hazards.empty());
  CHECK(report.unmet.empty());
  CHECK(report.jobs > 100);

  scenarios::MachineOptions options;
  options.steps_max = 500;
  const RunReport shorter = scenarios::run_scenario(scenarios::parse_scenario(text, "t"), options);
  CHECK(shorter.end == RunEnd::max_steps);
  CHECK(shorter.jobs < report.jobs);
}

TEST_CASE("run: who waits for what is due after the end of virtual time is not blamed") {
  // 213 days; each way of getting there.
  for (const char* job : {R"({ name = "x", entity = "a", duration = "1000000s", count = 30 })",
                          R"({ name = "x", entity = "a", duration = "1000000s", )"
                          R"(fault = { slow_factor = 1000000 } })",
                          R"({ name = "x", entity = "a", duration = "1us", count = 30, )"
                          R"(every = "1000000s" })"}) {
    const RunReport report = report_of(R"(name = "year"
ring = [{ name = "gfx" }]
entity = [{ name = "a", rings = "gfx" }]
expect = { unfinished = 0 }
job = [)" + std::string(job) + "]");
    CAPTURE(job);
    CHECK(report.end == RunEnd::time);
    CHECK_FALSE(report.as_expected());
    CHECK(report.hazards.empty());
    CHECK(report.unmet.empty());
  }
}

TEST_CASE("run: endless clients end at the end of time") {
  scenarios::MachineOptions options;
  options.until_ns = 100'000;
  const ScenarioSpec spec = scenarios::parse_scenario(R"(name = "endless"
until = "1s"
ring = [{ name = "gfx" }]
client = [{ name = "c", rings = "gfx", duration = "10us" }])",
                                                      "t.toml");
  const RunReport report = scenarios::run_scenario(spec, options);
  CHECK(report.end == RunEnd::until);
  CHECK(report.as_expected());
  CHECK(report.virtual_time_ns >= 100'000);
  CHECK(report.virtual_time_ns <= 120'000);
  CHECK(report.clients.at(0).cycles == report.jobs);
}

TEST_CASE("run: as many rings as the format allows, each with its reset domain") {
  for (const std::string driver : {"ring", "slot", "firmware"}) {
    CAPTURE(driver);
    std::string text = "name = \"many\"\n";
    for (int i = 0; i < 1024; ++i) {
      text += fmt::format(
          "[[ring]]\nname = \"r{0}\"\ndriver = {{ kind = \"{1}\" }}\n"
          "scheduler = {{ credit_limit = 1 }}\n[[entity]]\nname = \"e{0}\"\n"
          "rings = \"r{0}\"\n[[job]]\nname = \"j{0}\"\nentity = \"e{0}\"\nduration = \"1us\"\n",
          i, driver);
    }
    const RunReport report = report_of(text);
    CHECK(report.as_expected());
    CHECK(report.jobs == 1024);
  }
}

TEST_CASE("run: a preemption whose moment never comes is noted with its place") {
  const RunReport report = report_of(R"(name = "hold"
ring = [{ name = "gfx" }]
entity = [{ name = "e", rings = "gfx" }]
job = [{ name = "j", entity = "e", duration = "10us" }]
[[preempt]]
context = "run"
at = "unlock"
nth = 1000
hold = "5us")");
  CHECK(report.as_expected());
  REQUIRE(report.unused_preempts.size() == 1);
  CHECK(report.unused_preempts[0].where.line == 5);
}

TEST_CASE("run: a client whose jobs take no time any more gives up, which is noted") {
  const RunReport report = report_of(R"(name = "guilty"
until = "10ms"
ring = [{ name = "gfx", scheduler = { timeout = "1ms" } }]
client = [{ name = "c", rings = "gfx", duration = "10us", in_flight = 2 }]
fault = [{ ring = "gfx", jobs = 1, fault = { hang_attempts = 1 } }])");
  CHECK(report.as_expected());
  REQUIRE(report.clients_that_gave_up.size() == 1);
  CHECK(report.clients_that_gave_up[0].where.line == 4);
  CHECK(report.clients.at(0).cycles > 1000);
  CHECK(report.clients.at(0).cycles < 1100);
}

TEST_CASE("run: what each fault did is reported, and which never struck") {
  const RunReport report = report_of(R"(name = "faults"
ring = [{ name = "gfx", scheduler = { timeout = "10ms" } }, { name = "idle" }]
entity = [{ name = "e", rings = "gfx" }]
job = [{ name = "j", entity = "e", duration = "10us", count = 4, fault = { slow_by = "1us" } },
       { name = "k", entity = "e", duration = "10us", count = 3 }]
[[fault]]
entity = "e"
jobs = 2
fault = { slow_factor = 2 }
[[fault]]
ring = "idle"
fault = { slow_factor = 2 }
[[fault]]
ring = "gfx"
fault = { slow_factor = 2, probability = 0 })");
  CHECK(report.faults_struck == 6);
  REQUIRE(report.faults.size() == 3);
  CHECK(report.faults[0].struck == 2);
  CHECK(report.faults[0].met == 2);
  CHECK(report.faults[1].where.line == 10);
  CHECK(report.faults[1].met == 0);
  CHECK(report.faults[2].met == 1);
  CHECK(report.faults[2].struck == 0);
}

TEST_CASE("run: an engine is used by its rings") {
  const RunReport report = report_of(R"(name = "engines"
engine = [{ name = "shaders", width = 2 }]
ring = [{ name = "a", engine = "shaders" }, { name = "b", engine = "shaders" }, { name = "c" }]
entity = [{ name = "ea", rings = "a" }, { name = "eb", rings = "b" }]
job = [{ name = "ja", entity = "ea", duration = "10us" },
       { name = "jb", entity = "eb", duration = "5us" }])");
  REQUIRE(report.engines.size() == 2);
  const auto& shaders = report.engines[0].name == "shaders" ? report.engines[0] : report.engines[1];
  CHECK(shaders.rings == std::vector<std::string>{"a", "b"});
  CHECK(shaders.busy == Approx(0.75));  // 15 us of 2 times 10 us
  CHECK(report.rings[0].engine == "shaders");
  CHECK(report.rings[0].engine_share == Approx(0.5));
  CHECK(report.rings[1].engine_share == Approx(0.25));
  CHECK(report.rings[2].engine_share == 0);
}

TEST_CASE("run: the firmware's evictions are counted by queue") {
  const RunReport report = report_of(R"(name = "evictions"
reset_domain = [{ name = "d" }]
entity = [{ name = "e", rings = "a" }, { name = "f", rings = "b" }]
job = [{ name = "j", entity = "e", duration = "2ms", count = 2 },
       { name = "k", entity = "f", duration = "2ms" }]
[[ring]]
name = "a"
reset_domain = "d"
driver = { kind = "firmware", hw_queues = 1, time_slice = "1ms" }
[[ring]]
name = "b"
reset_domain = "d"
driver = { kind = "firmware", hw_queues = 1, time_slice = "1ms" })");
  CHECK(report.jobs == 3);
  CHECK(report.rings[0].evictions == 1);
  CHECK(report.rings[1].evictions == 1);
}

TEST_CASE("run: the observers of a run see every event of it") {
  const ScenarioSpec spec = scenarios::parse_scenario(kHang, "t.toml");
  scenarios::EventHash hashes[2];
  for (scenarios::EventHash& hash : hashes) {
    scenarios::MachineOptions options;
    options.observers = {&hash};
    scenarios::run_scenario(spec, options);
  }
  CHECK(hashes[0].value() == hashes[1].value());
  CHECK(hashes[0].value() != scenarios::EventHash().value());
}

}  // namespace
}  // namespace drmsim::tests
