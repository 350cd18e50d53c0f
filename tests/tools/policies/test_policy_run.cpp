// One measurement, and a policy of a user's own that goes by deadlines.
#include <catch2/catch.hpp>

#include <memory>
#include <vector>

#include "scenarios/format/scenario_reader.h"
#include "sched/model/entity.h"
#include "sched/model/job.h"
#include "sched/model/sched_fence.h"
#include "tools/policies/policy_run.h"

namespace drmsim::scenarios {
namespace {

// Earliest deadline first: of the entities that have a job to run, the one whose next job is to
// finish first; those without a deadline come last, in the order in which they joined.
class EarliestDeadlineFirst : public drm::RunQueuePolicy {
 public:
  drm::Entity* select(drm::Entities& entities, IsReady is_ready) override {
    drm::Entity* first = nullptr;
    sim::TimeNs first_ns = 0;
    for (drm::Entity& entity : entities) {
      if (!is_ready(entity)) continue;
      const drm::Job* job = entity.peek_job();  // null: counted, and not linked yet
      const sim::TimeNs deadline_ns = job == nullptr ? sim::kForever : job->s_fence().deadline_ns();
      if (first != nullptr && deadline_ns >= first_ns) continue;
      first = &entity;
      first_ns = deadline_ns;
    }
    return first;
  }
};

const Extensions& with_edf() {
  static const Extensions kExtensions = [] {
    Extensions extensions;
    extensions.policies.add("edf", [] { return std::make_unique<EarliestDeadlineFirst>(); });
    return extensions;
  }();
  return kExtensions;
}

ScenarioSpec shipped(const std::string& name) {
  return load_scenario(DRMSIM_SOURCE_DIR "/scenarios/files/policies/" + name + ".toml");
}

const ClientFigures& row(const PolicyMeasurement& measured, const std::string& name) {
  for (const ClientFigures& client : measured.clients) {
    if (client.client == name) return client;
  }
  throw std::runtime_error("no client " + name);
}

PolicyMeasurement measured(const ScenarioSpec& spec, const std::string& policy,
                           std::uint64_t seed = 1) {
  return measure({&spec, "model", policy, seed}, with_edf());
}

const std::string kRing = "name = \"s\"\n[[ring]]\nname = \"gfx\"\nslots = 1\n";

}  // namespace

TEST_CASE("policy run: earliest deadline first misses fewer deadlines than fifo") {
  const ScenarioSpec spec = shipped("deep_queue_and_video");
  for (const std::uint64_t seed : {1, 2, 3}) {
    const PolicyMeasurement fifo = measured(spec, "fifo", seed);
    const PolicyMeasurement edf = measured(spec, "edf", seed);
    REQUIRE(fifo.problem.empty());
    REQUIRE(edf.problem.empty());
    CHECK(*row(fifo, "video")[Figure::missed_deadlines] > 20);
    CHECK(*row(edf, "video")[Figure::missed_deadlines] == 0);
    CHECK_FALSE(row(edf, "batch")[Figure::missed_deadlines].has_value());
  }
}

TEST_CASE("policy run: the policies are what the scheduler offers, those of a program among them") {
  const ScenarioSpec spec = shipped("deep_queue_and_video");
  using Names = std::vector<std::string>;
  CHECK(policies_of(spec, "model", with_edf()) == Names{"edf", "fair", "fifo", "rr"});
  CHECK(policies_of(spec, "model", Extensions::of_program()) == Names{"fair", "fifo", "rr"});
  CHECK(policies_of(parse_scenario(kRing, "s"), "model", Extensions::of_program()) ==
        Names{"fifo", "rr"});
}

TEST_CASE("policy run: a client alone takes its ideal time") {
  const ScenarioSpec spec = parse_scenario(
      kRing +
          "[[client]]\nname = \"c\"\nrings = \"gfx\"\ncycles = 10\nduration = \"1ms\"\n"
          "sleep = \"3ms\"\n",
      "s");
  const PolicyMeasurement one = measured(spec, "fifo");
  CHECK(*row(one, "c")[Figure::elapsed] == 37e6);
  CHECK(*row(one, "c")[Figure::ideal] == 37e6);
  CHECK(*row(one, "c")[Figure::slowdown] == 1);
  CHECK_FALSE(row(one, "c")[Figure::share].has_value());  // nobody else is there
  CHECK_FALSE(row(one, "c")[Figure::cycles_per_second].has_value());
}

TEST_CASE("policy run: two that share a ring take twice their ideal time") {
  const ScenarioSpec spec = shipped("two_equal");
  const PolicyMeasurement rr = measured(spec, "rr");
  for (const char* client : {"left", "right"}) {
    CHECK(*row(rr, client)[Figure::ideal] == 1000e6);
    CHECK(*row(rr, client)[Figure::slowdown] == Approx(2).margin(0.02));
    CHECK(*row(rr, client)[Figure::share] == Approx(0.5).margin(0.02));
  }
}

TEST_CASE("policy run: for a client without end, ideal is what as many cycles take alone") {
  const std::string endless = "rings = \"gfx\"\nduration = \"1ms\"\n";
  const ScenarioSpec spec =
      parse_scenario("until = \"100ms\"\n" + kRing + "[[client]]\nname = \"a\"\n" + endless +
                         "[[client]]\nname = \"b\"\n" + endless,
                     "s");
  const PolicyMeasurement rr = measured(spec, "rr");
  CHECK(*row(rr, "a")[Figure::slowdown] == Approx(2).margin(0.05));
}

TEST_CASE("policy run: the same seed measures the same, another one something else") {
  const ScenarioSpec spec = shipped("deep_queue_and_video");
  CHECK(row(measured(spec, "fifo", 7), "video").values ==
        row(measured(spec, "fifo", 7), "video").values);
  CHECK(row(measured(spec, "fifo", 7), "video").values !=
        row(measured(spec, "fifo", 8), "video").values);
}

TEST_CASE("policy run: a run with a hazard has no figures") {
  const ScenarioSpec spec = parse_scenario(
      kRing +
          "[[entity]]\nname = \"e\"\nrings = \"gfx\"\n[[job]]\nname = \"j\"\nentity = \"e\"\n"
          "duration = \"1us\"\nfault = { hang_attempts = 1 }\n",
      "s");
  const PolicyMeasurement hung = measured(spec, "fifo");
  CHECK(hung.problem == "leak: drm_sched_job j is still alive and nobody will free it");
  CHECK(hung.clients.empty());
}

}  // namespace drmsim::scenarios
