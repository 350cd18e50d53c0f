// Clients whose cycle spans rings, and clients that start after others.
#include <catch2/catch.hpp>

#include "scenarios/format/scenario_writer.h"
#include "scenarios/report/run_scenario.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {
namespace {

using Mistakes = std::vector<std::string>;

const std::string kRings =
    "name = \"s\"\n[[ring]]\nname = \"copy\"\n[[ring]]\nname = \"compute\"\n"
    "[[ring]]\nname = \"gfx\"\n";

const std::string kFrame =
    "step = [\n"
    "  { name = \"copy\", rings = \"copy\", duration = \"1ms\" },\n"
    "  { name = \"sim\", rings = \"compute\", duration = \"2ms\", jobs = 2 },\n"
    "  { name = \"draw\", rings = \"gfx\", duration = \"4ms\" },\n]\n";

std::string a_client(const std::string& more, const std::string& name = "game") {
  return "[[client]]\nname = \"" + name + "\"\n" + more;
}

RunReport run_of(const std::string& text) {
  const ScenarioSpec spec = parse_scenario(kRings + text, "s");
  return run_scenario(spec, MachineOptions{});
}

const ClientReport& row(const RunReport& report, const std::string& name) {
  for (const ClientReport& client : report.clients) {
    if (client.name == name) return client;
  }
  throw std::runtime_error("no client " + name);
}

}  // namespace

TEST_CASE("client steps: each begins when the one before has finished") {
  const RunReport report = run_of(a_client("cycles = 5\n" + kFrame));
  CHECK(report.hazards.empty());
  CHECK(report.jobs == 20);
  CHECK(row(report, "game").cycle.min_ns == 9'000'000);
  CHECK(row(report, "game").cycle.max_ns == 9'000'000);
  CHECK(report.rings[1].jobs == 10);
  CHECK(report.virtual_time_ns == 45'000'000);
}

TEST_CASE("client steps: those that depend on nothing run side by side") {
  const RunReport report = run_of(a_client(
      "cycles = 5\nstep = [\n  { name = \"a\", rings = \"copy\", duration = \"1ms\" },\n"
      "  { name = \"b\", rings = \"compute\", duration = \"3ms\", after = [] },\n"
      "  { name = \"c\", rings = \"gfx\", duration = \"2ms\", after = [\"a\", \"b\"] },\n]\n"));
  CHECK(report.hazards.empty());
  CHECK(row(report, "game").cycle.max_ns == 5'000'000);
}

TEST_CASE("client steps: a cycle that nobody waits for overlaps with the next") {
  const RunReport report = run_of(a_client("cycles = 10\nsynchronous = false\n" + kFrame));
  CHECK(report.hazards.empty());
  CHECK(report.jobs == 40);
  // The longest of the three rings sets the pace.
  CHECK(report.virtual_time_ns == 5'000'000 + 10 * 4'000'000);
}

TEST_CASE("client steps: at most so many jobs are unfinished, over all steps") {
  const RunReport report =
      run_of(a_client("cycles = 10\nsynchronous = false\nin_flight = 1\n" + kFrame));
  CHECK(report.hazards.empty());
  CHECK(report.virtual_time_ns == 90'000'000);
}

TEST_CASE("client steps: a step may use an entity that others use") {
  const RunReport report = run_of(
      "[[entity]]\nname = \"shared\"\nrings = \"gfx\"\n" +
      a_client(
          "cycles = 2\nstep = [\n  { name = \"a\", entity = \"shared\", duration = \"1ms\" },\n"
          "  { name = \"b\", entity = \"shared\", duration = \"1ms\" },\n]\n"));
  CHECK(report.hazards.empty());
  CHECK(report.jobs == 4);
}

TEST_CASE("client steps: a client whose step's entity is killed ends without a leak") {
  const RunReport report = run_of(
      a_client("cycles = 5\n" + kFrame) +
      "[[action]]\nat = \"10ms\"\ndo = \"destroy\"\nentity = \"game.sim\"\nwait = \"1ms\"\n");
  for (const HazardReport& hazard : report.hazards) UNSCOPED_INFO(hazard.message);
  CHECK(report.hazards.empty());
  CHECK(report.jobs < 20);
}

TEST_CASE("client steps: copies have entities of their own, and what is written reads the same") {
  const ScenarioSpec spec = parse_scenario(
      kRings + a_client("count = 2\ncycles = 3\nstart_after.client = \"x\"\n" + kFrame) +
          a_client("cycles = 1\nrings = \"*\"\nduration = \"1us\"\n", "x"),
      "s");
  REQUIRE(spec.entities.size() == 7);
  CHECK(spec.entities[4].name == "game1.sim");
  CHECK(spec.clients[1].entity.name == "game1.copy");
  CHECK(spec.clients[1].steps[2].entity.name == "game1.draw");
  const std::string text = scenario_text(spec);
  CHECK(text.find("count") != std::string::npos);
  CHECK(parse_scenario(text, "s") == spec);
}

TEST_CASE("client steps: mistakes") {
  const auto mistakes = [](const std::string& more) {
    return mistakes_in(kRings + a_client(more));
  };
  CHECK(mistakes("cycles = 1\n") ==
        Mistakes{"8:1: [[client]] has neither `duration` nor `step`; expected one of them",
                 "8:1: [[client]] needs either `entity` or `rings`"});
  CHECK(mistakes("cycles = 1\nduration = \"1us\"\n" + kFrame) ==
        Mistakes{"11:1: `duration` in [[client]] means nothing with `step`; expected it in its "
                 "steps"});
  CHECK(mistakes("cycles = 1\nstep = [\n{ name = \"a\", duration = \"1us\" },\n]\n") ==
        Mistakes{"12:1: [[client.step]] needs either `entity` or `rings`"});
  CHECK(mistakes("cycles = 1\nstep = [\n"
                 "{ name = \"a\", rings = \"gfx\", duration = \"1us\", after = \"b\" },\n"
                 "{ name = \"a\", rings = \"gfx\", duration = \"1us\", after = \"b\" },\n]\n")
            .size() == 4);
  CHECK(mistakes("cycles = 1\nstep = []\n") ==
        Mistakes{"11:1: [[client]] has no step; expected at least one"});
}

TEST_CASE("client steps: all clients together have 10,000, and no more") {
  std::string steps = "cycles = 1\nstep = [\n";
  for (int i = 0; i < 11; ++i) {
    steps += "{ name = \"s" + std::to_string(i) + "\", rings = \"gfx\", duration = \"1us\" },\n";
  }
  CHECK(mistakes_in(kRings + a_client("count = 1000\n" + steps + "]\n")) ==
        Mistakes{"8:1: the file defines more than 10000 steps"});
}

TEST_CASE("client start: after the end of another's cycle, and `start` on top") {
  const RunReport report =
      run_of(a_client("cycles = 4\nrings = \"gfx\"\nduration = \"1ms\"\n") +
             a_client("cycles = 1\nrings = \"copy\"\nduration = \"1ms\"\nstart = \"500us\"\n"
                      "start_after = { client = \"game\", cycle = 3 }\n",
                      "late"));
  CHECK(report.hazards.empty());
  CHECK(report.clients_that_gave_up.empty());
  CHECK(row(report, "late").jobs == 1);
  CHECK(report.virtual_time_ns == 4'500'000);
}

TEST_CASE("client start: a client that is waited for in vain is told") {
  const RunReport report =
      run_of(a_client("cycles = 4\nrings = \"gfx\"\nduration = \"1ms\"\n") +
             a_client("cycles = 1\nrings = \"copy\"\nduration = \"1ms\"\n"
                      "start_after = { client = \"game\", cycle = 3 }\n",
                      "late") +
             "[[action]]\nat = \"1500us\"\ndo = \"kill\"\nentity = \"game\"\n");
  CHECK(report.hazards.empty());
  REQUIRE(report.clients_that_gave_up.size() == 1);
  CHECK(report.clients_that_gave_up[0].text ==
        "client `late` never started: client `game` ended after 2 of 3 cycles");
}

TEST_CASE("client start: the end of time comes before the cycle, and nothing is wrong") {
  const ScenarioSpec spec = parse_scenario(
      "until = \"20ms\"\n" + kRings + "[defaults.client]\nduration = \"1ms\"\n" +
          a_client("rings = \"gfx\"\n") +
          a_client("rings = \"copy\"\nstart_after = { client = \"game\", cycle = 900 }\n", "late"),
      "s");
  const RunReport report = run_scenario(spec, MachineOptions{});
  CHECK(report.hazards.empty());
  CHECK(report.clients_that_gave_up.empty());
  CHECK(row(report, "late").jobs == 0);
}

TEST_CASE("client start: circles and cycles that never come are refused") {
  const std::string plain = "cycles = 2\nrings = \"gfx\"\nduration = \"1ms\"\n";
  const auto after = [](const std::string& name) {
    return "start_after = { client = \"" + name + "\" }\n";
  };
  CHECK(mistakes_in(kRings + a_client(plain + after("game"))) ==
        Mistakes{"13:26: [[client]] `game` would start after itself; expected no circle"});
  CHECK(mistakes_in(kRings + a_client(plain + after("b")) + a_client(plain + after("game"), "b"))
            .size() == 2);
  CHECK(mistakes_in(kRings + a_client(plain) +
                    a_client(plain + "start_after = { client = \"game\", cycle = 3 }\n", "b")) ==
        Mistakes{"18:26: [[client]] `game` at line 8 has 2 cycles; expected at most that as "
                 "`cycle`"});
  const std::string once = "cycles = 1\nrings = \"gfx\"\nduration = \"1ms\"\n";
  CHECK(mistakes_in(kRings + a_client(once) +
                    a_client(plain + "start_after = { client = \"game\", cycle = 2 }\n", "b")) ==
        Mistakes{"18:26: [[client]] `game` at line 8 has 1 cycle; expected at most that as "
                 "`cycle`"});
  CHECK(mistakes_in(kRings + a_client(plain + after("nobody"))).size() == 1);
}

}  // namespace drmsim::scenarios
