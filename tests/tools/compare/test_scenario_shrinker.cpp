// The shrinker: what is left is what the divergence needs, and nothing else.
#include <catch2/catch.hpp>

#include <algorithm>

#include "scenarios/format/scenario_writer.h"
#include "tests/scenarios/format/scenario_text.h"
#include "tools/compare/divergence.h"
#include "tools/compare/prune.h"
#include "tools/compare/scenario_shrinker.h"
#include "tools/random/random_scenario.h"

namespace drmsim::scenarios {
namespace {

const char* const kParts = R"(name = "parts"
cpu = { wakeup = "3us" }
[[ring]]
name = "r0"
driver = { reset_time = "7us" }
[[ring]]
name = "r1"
scheduler = { hang_limit = 9, policy = "rr", timeout = "7ms" }
[[ring]]
name = "r2"
[[entity]]
name = "a"
rings = ["r0", "r2"]
priority = "high"
[[entity]]
name = "b"
rings = ["r1", "r2"]
[[job]]
name = "x"
entity = "a"
at = "1234us"
duration = "77us"
credits = 3
count = 8
[[job]]
name = "y"
entity = "b"
at = "2ms"
duration = "10us"
after = ["x1", "x2"]
fault = { hang_attempts = "forever" }
[[action]]
at = "1ms"
do = "kill"
entity = "a"
wait = "3us"
[[action]]
at = "1ms"
do = "wqueue_stop"
ring = "r0"
)";

// What is left of it.
const char* const kSmallestParts = R"(name = "parts"

[[ring]]
name      = "r0"
scheduler = { credit_limit = 1 }

[[ring]]
name      = "r1"
scheduler = { credit_limit = 1, hang_limit = 4 }

[[entity]]
name  = "a"
rings = ["r0"]

[[entity]]
name  = "b"
rings = ["r1"]

[[job]]
name     = "x1"
entity   = "a"
duration = "19250ns"

[[job]]
name     = "y"
entity   = "b"
duration = "0ns"
after    = ["x1"]

[[action]]
at     = "0ns"
do     = "kill"
entity = "a"
wait   = "0ns"
)";

// The model, given a scenario that `alter` has changed.
Side altered_model(std::function<void(ScenarioSpec&)> alter) {
  const Side model = scheduler_side("model", Extensions::of_program(), 20'000);
  return {"altered", [=](const ScenarioSpec& spec) {
            ScenarioSpec changed = spec;
            alter(changed);
            return model.run(changed);
          }};
}

// A scheduler that gives a guilty job one more chance.
Side lenient() {
  return altered_model([](ScenarioSpec& spec) {
    for (RingSpec& ring : spec.rings) ++ring.scheduler.hang_limit;
  });
}

StillShows diverges_from_model(const Side& other) {
  const Side model = scheduler_side("model", Extensions::of_program(), 20'000);
  return [=](const ScenarioSpec& spec) {
    return first_divergence(model.run(spec), other.run(spec)).has_value();
  };
}

// The first random scenario from `seed` on that shows it.
ScenarioSpec first_that(const StillShows& shows, std::uint64_t seed) {
  while (!shows(random_scenario(seed))) ++seed;
  return random_scenario(seed);
}

}  // namespace

TEST_CASE("scenario shrinker: of a list of jobs and a closed loop what matters is left") {
  std::string lines;
  for (int i = 0; i < 40; ++i) lines += std::to_string(i) + "us,5us..9us\n";
  const ScenarioSpec spec = parse_scenario(
      small_scenario("[[job_list]]\nname = \"l\"\nentity = \"app\"\nsubmit = \"after\"\n"
                     "depth = 4\nthink = { values = [\"1us\", \"3us\"] }\ndata = \"\"\"\n"
                     "submit,duration\n" +
                     lines + "\"\"\"\n[[fault]]\njob = \"l.17\"\nfault = { slow_factor = 2 }\n"),
      "f");
  const StillShows shows = [](const ScenarioSpec& candidate) {
    return std::any_of(candidate.faults.begin(), candidate.faults.end(),
                       [](const FaultSpec& fault) { return fault.job.name == "l.17"; });
  };
  const ShrunkScenario shrunk = shrink_scenario(spec, shows, 2'000);
  REQUIRE(shrunk.spec.jobs.size() == 1);
  const JobSpec& job = shrunk.spec.jobs.front();
  CHECK(job.name == "l.17");
  CHECK(job.submit == SubmitWhen::at);
  CHECK(job.depth == 1);
  CHECK(job.think.is_zero());
  CHECK(scenario_text(shrunk.spec).find("[[job]]\nname     = \"l.17\"") != std::string::npos);
}

TEST_CASE(
    "scenario shrinker: a hang that one scheduler forgives comes down to one job on one ring") {
  const StillShows shows = diverges_from_model(lenient());
  for (const std::uint64_t seed : {1u, 40u, 80u}) {
    const ScenarioSpec spec = first_that(shows, seed);
    const ShrunkScenario shrunk = shrink_scenario(spec, shows);
    INFO(scenario_text(shrunk.spec) << "after " << shrunk.runs << " runs");
    CHECK(shrunk.minimal);
    CHECK(shows(shrunk.spec));
    CHECK(shrunk.spec.rings.size() == 1);
    CHECK(shrunk.spec.entities.size() == 1);
    CHECK(shrunk.spec.jobs.size() <= 2);
    CHECK(shrunk.spec.clients.empty());
    CHECK(shrunk.spec.actions.size() <= 1);
  }
}

TEST_CASE(
    "scenario shrinker: deterministic, within the number of runs, and never without what it "
    "shows") {
  const StillShows shows = diverges_from_model(lenient());
  const ScenarioSpec spec = first_that(shows, 1);
  CHECK((shrink_scenario(spec, shows).spec == shrink_scenario(spec, shows).spec));
  const ShrunkScenario some = shrink_scenario(spec, shows, 20);
  CHECK(some.runs == 20);
  CHECK_FALSE(some.minimal);
  CHECK(shows(some.spec));
}

TEST_CASE("scenario shrinker: keeps what is needed, of every kind of part") {
  const auto needs = [](const ScenarioSpec& spec) {
    const auto of_b = [](const JobSpec& job) { return job.entity.name == "b"; };
    const auto depends = [](const JobSpec& job) { return !job.after.empty(); };
    return std::any_of(spec.jobs.begin(), spec.jobs.end(), of_b) &&
           std::any_of(spec.jobs.begin(), spec.jobs.end(), depends) && !spec.actions.empty() &&
           spec.rings.size() >= 2 && spec.rings[1].scheduler.hang_limit > 2 &&
           spec.jobs[0].duration.max_ns > 15'000;
  };
  const ScenarioSpec spec = parse_scenario(kParts, "parts");
  REQUIRE(needs(spec));
  const ShrunkScenario shrunk = shrink_scenario(spec, needs);
  CHECK(shrunk.minimal);
  CHECK(scenario_text(shrunk.spec) == kSmallestParts);
}

// A compiled kernel has one policy for all schedulers, and refuses another scenario.
TEST_CASE("scenario shrinker: the policy goes back to its default on all rings at once") {
  ScenarioSpec spec = parse_scenario(kParts, "parts");
  for (RingSpec& ring : spec.rings) ring.scheduler.policy.name = "rr";
  const auto two_rings_of_one_policy = [](const ScenarioSpec& candidate) {
    const auto& rings = candidate.rings;
    return rings.size() == 2 && rings[0].scheduler.policy.name == rings[1].scheduler.policy.name;
  };
  const ShrunkScenario shrunk = shrink_scenario(spec, two_rings_of_one_policy);
  CHECK(shrunk.spec.rings.at(0).scheduler.policy.name.empty());
  CHECK(shrunk.spec.rings.at(1).scheduler.policy.name.empty());
}

TEST_CASE("prune: what refers to something gone goes with it") {
  ScenarioSpec spec = random_scenario(1);
  for (std::uint64_t seed = 2; spec.rings.size() < 3 || spec.actions.size() < 2; ++seed) {
    spec = random_scenario(seed);
  }
  spec.rings.erase(spec.rings.begin());
  REQUIRE(prune(spec));
  CHECK((parse_scenario(scenario_text(spec), spec.file) == spec));
  spec.rings.clear();
  CHECK_FALSE(prune(spec));
}

TEST_CASE("prune: jobs that would wait in a circle are no scenario") {
  ScenarioSpec spec = parse_scenario(
      small_scenario("[[job]]\nname = \"a\"\nentity = \"app\"\nduration = \"1ns\"\n[[job]]\nname = "
                     "\"b\"\nentity = \"app\"\nduration = \"1ns\"\nat = \"5ns\"\nafter = \"a\"\n"),
      "f");
  CHECK(prune(spec));
  spec.jobs[0].at_ns = 9;
  CHECK_FALSE(prune(spec));
}

}  // namespace drmsim::scenarios
