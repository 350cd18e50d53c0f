// Deadlines of jobs and clients: from when they count, and what is missed.
#include <catch2/catch.hpp>

#include "scenarios/report/event_hash.h"
#include "scenarios/report/run_scenario.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {
namespace {

const std::string kDeadlineRing = "name = \"s\"\n[[ring]]\nname = \"gfx\"\n";

RunReport run_with(const std::string& text) {
  const ScenarioSpec spec = parse_scenario(kDeadlineRing + text, "s");
  return run_scenario(spec);
}

const ClientReport& client_row(const RunReport& report, const std::string& name) {
  for (const ClientReport& client : report.clients) {
    if (client.name == name) return client;
  }
  throw std::runtime_error("no client " + name);
}

// Two jobs of 10 us, one behind the other, with that deadline.
std::string two_jobs(const std::string& deadline) {
  return "[[entity]]\nname = \"e\"\nrings = \"gfx\"\n[[job]]\nname = \"j\"\nentity = \"e\"\n"
         "at = \"5us\"\nduration = \"10us\"\ncount = 2\n" +
         deadline;
}

}  // namespace

TEST_CASE("deadlines: of a job, counted from its submission") {
  const RunReport met = run_with(two_jobs("deadline = \"20us\"\n"));
  CHECK(client_row(met, "e").deadlines == 2);
  CHECK(client_row(met, "e").missed_deadlines == 0);
  const RunReport missed = run_with(two_jobs("deadline = \"19999ns\"\n"));
  CHECK(client_row(missed, "e").missed_deadlines == 1);
  const RunReport none = run_with(two_jobs(""));
  CHECK(client_row(none, "e").deadlines == 0);
  CHECK(client_row(none, "e").missed_deadlines == 0);
}

TEST_CASE("deadlines: of a client with a period, counted from when the cycle was due") {
  // The first cycle takes 15 us and the period is 10: each begins 5 us later than the one before.
  const RunReport report = run_with(
      "[[client]]\nname = \"c\"\nrings = \"gfx\"\ncycles = 3\nperiod = \"10us\"\n"
      "duration = \"15us\"\ndeadline = \"20us\"\n");
  CHECK(client_row(report, "c").deadlines == 3);
  CHECK(client_row(report, "c").missed_deadlines == 1);  // 15, 20 and 25 us after they were due
}

TEST_CASE("deadlines: of a client without a period, counted from the beginning of the cycle") {
  const std::string client =
      "[[client]]\nname = \"c\"\nrings = \"gfx\"\ncycles = 3\nsleep = \"1us\"\n"
      "jobs_per_cycle = 2\nduration = \"15us\"\n";
  CHECK(client_row(run_with(client + "deadline = \"30us\"\n"), "c").missed_deadlines == 0);
  CHECK(client_row(run_with(client + "deadline = \"29us\"\n"), "c").missed_deadlines == 3);
}

TEST_CASE("deadlines: what never finishes has missed its own") {
  const std::string job = two_jobs("fault = { hang_attempts = 1 }\ndeadline = \"30s\"\n");
  CHECK(client_row(run_with(job + "[expect]\nunfinished = 2\n"), "e").missed_deadlines == 2);
}

TEST_CASE("deadlines: of a run that is cut, what is past was missed") {
  const auto missed_by = [](const std::string& deadline) {
    const std::string jobs = two_jobs("deadline = \"" + deadline + "\"\n");
    const ScenarioSpec spec = parse_scenario("max_steps = 20\n" + kDeadlineRing + jobs, "s");
    return client_row(run_scenario(spec), "e").missed_deadlines;
  };
  CHECK(missed_by("1ns") > 0);
  CHECK(missed_by("30s") == 0);
}

TEST_CASE("deadlines: change nothing but that they are logged") {
  const auto log_of = [](const std::string& deadline) {
    struct : sim::EventObserver {
      void on_event(const sim::Event& event) override {
        if (event.kind == sim::EventKind::deadline) {
          ++deadlines;
        } else {
          others.on_event(event);
        }
      }
      void begin(const sim::Names& names) override { others.begin(names); }
      EventHash others;
      int deadlines = 0;
    } log;
    const ScenarioSpec spec = parse_scenario(kDeadlineRing + two_jobs(deadline), "s");
    MachineOptions options;
    options.observers.push_back(&log);
    run_scenario(spec, options);
    return std::make_pair(log.others.value(), log.deadlines);
  };
  CHECK(log_of("").second == 0);
  CHECK(log_of("deadline = \"1us\"\n").second == 2);
  CHECK(log_of("").first == log_of("deadline = \"1us\"\n").first);
}

TEST_CASE("deadlines: how many were missed can be expected") {
  const std::string file = two_jobs("deadline = \"15us\"\n") + "[expect.client.e]\n";
  CHECK(run_with(file + "missed_deadlines = 1\n").as_expected());
  const RunReport report = run_with(file + "missed_deadlines = { max = 0 }\n");
  REQUIRE(report.unmet.size() == 1);
  CHECK(report.unmet[0].key == "client.e.missed_deadlines");
  CHECK(report.unmet[0].actual == "1");
}

}  // namespace drmsim::scenarios
