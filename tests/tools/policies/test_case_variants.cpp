// The scenarios that a case is measured with.
#include <catch2/catch.hpp>

#include <set>

#include "scenarios/format/scenario_reader.h"
#include "tools/policies/case_variants.h"

namespace drmsim::scenarios {
namespace {

ScenarioSpec spec_of(const std::string& text) {
  return parse_scenario("name = \"s\"\n[[ring]]\nname = \"gfx\"\n" + text, "s");
}

const std::string kTwoClients =
    "[[client]]\nname = \"a\"\nrings = \"gfx\"\ncycles = 3\njobs_per_cycle = 3\n"
    "duration = \"2ms..4ms\"\nsleep = \"1ms\"\n"
    "[[client]]\nname = \"b\"\nrings = \"gfx\"\ncycles = 3\nduration = \"1ms\"\n"
    "period = \"16ms\"\nstart_after = { client = \"a\" }\n";

}  // namespace

TEST_CASE("case variants: a cycle lasts for its period, or for its jobs and its sleep") {
  const ScenarioSpec spec = spec_of(kTwoClients);
  CHECK(nominal_cycle_ns(spec.clients[0]) == 10'000'000);
  CHECK(nominal_cycle_ns(spec.clients[1]) == 16'000'000);
}

TEST_CASE("case variants: start phases are drawn over the cycle, the same for the same seed") {
  const ScenarioSpec spec = spec_of(kTwoClients);
  std::set<sim::TimeNs> late;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    ScenarioSpec one = spec;
    ScenarioSpec again = spec;
    draw_start_phases(one, seed);
    draw_start_phases(again, seed);
    CHECK(one == again);
    for (std::size_t i = 0; i < one.clients.size(); ++i) {
      CHECK(one.clients[i].start.min_ns < nominal_cycle_ns(spec.clients[i]));
      CHECK(one.clients[i].start.is_fixed());
    }
    late.insert(one.clients[1].start.min_ns * 4 / 16'000'000);
  }
  CHECK(late == std::set<sim::TimeNs>{0, 1, 2, 3});  // every quarter of the cycle occurs
}

TEST_CASE("case variants: a policy is that of all rings") {
  ScenarioSpec spec = spec_of("[[ring]]\nname = \"copy\"\n" + kTwoClients);
  set_policy(spec, "rr");
  for (const RingSpec& ring : spec.rings) CHECK(ring.scheduler.policy.name == "rr");
}

TEST_CASE("case variants: a client alone waits for no other") {
  const ScenarioSpec one = alone(spec_of(kTwoClients), "b");
  REQUIRE(one.clients.size() == 1);
  CHECK(one.clients[0].name == "b");
  CHECK(one.clients[0].start_after.client.name.empty());
}

TEST_CASE("case variants: the jobs of an entity alone depend on each other only") {
  const ScenarioSpec spec = spec_of(
      "[[entity]]\nname = \"e\"\nrings = \"gfx\"\n[[entity]]\nname = \"f\"\nrings = \"gfx\"\n"
      "[[job]]\nname = \"x\"\nentity = \"f\"\nduration = \"1us\"\n"
      "[[job]]\nname = \"y\"\nentity = \"e\"\nduration = \"1us\"\n"
      "[[job]]\nname = \"z\"\nentity = \"e\"\nduration = \"1us\"\nafter = [\"x\", \"y\"]\n"
      "[[action]]\ndo = \"read_fence\"\nat = \"1us\"\njob = \"x\"\n" +
      kTwoClients);
  const ScenarioSpec one = alone(spec, "e");
  CHECK(one.clients.empty());
  REQUIRE(one.jobs.size() == 2);
  REQUIRE(one.jobs[1].after.size() == 1);
  CHECK(one.jobs[1].after[0].name == "y");
  CHECK(one.actions.empty());
  CHECK(one.entities.size() == spec.entities.size());
}

}  // namespace drmsim::scenarios
