// A scheduler's arguments as a file has them, changed by a program: credits, and whose workers run
// what.
#include "scenarios/format/scheduler_spec.h"

#include <catch2/catch.hpp>

#include "scenarios/report/run_scenario.h"
#include "tests/scenarios/format/scenario_text.h"

namespace drmsim::scenarios {

TEST_CASE("example: how many jobs the hardware has, by the credits of the scheduler") {
  ScenarioSpec spec = parse_scenario(R"(name = "t"
ring = [{ name = "gfx", slots = 6 }]
entity = [{ name = "app", rings = "gfx" }]
job = [{ name = "j", entity = "app", duration = "10us", count = 8 }])",
                                     "t.toml");
  SchedulerSpec& scheduler = spec.rings[0].scheduler;
  CHECK(SchedulerSpec().credit_limit == 0);
  CHECK(scheduler.credit_limit == 6);    // the ring's slots
  CHECK(scheduler.policy.name.empty());  // the scheduler's own
  CHECK(scheduler.timeout_ns == sim::kForever);

  struct MostInUse final : sim::EventObserver {
    void on_event(const sim::Event& event) override {
      if (event.kind == sim::EventKind::run_job) most = std::max(most, event.field[3]);
    }
    std::uint64_t most = 0;
  };
  const auto most_in_use = [&spec] {
    MostInUse observer;
    MachineOptions options;
    options.observers.push_back(&observer);
    run_scenario(spec, options);
    return observer.most;
  };
  CHECK(most_in_use() == 6);
  scheduler.credit_limit = 2;
  CHECK(most_in_use() == 2);
}

TEST_CASE("example: two rings whose work items share a queue, in a file's words") {
  const ScenarioSpec spec = parse_scenario(R"(name = "t"
[defaults.ring]
scheduler.submit_queue = "shared:gpu"
[[ring]]
name = "a"
[[ring]]
name = "b"
scheduler.timeout_queue = "own")",
                                           "t.toml");
  CHECK(spec.rings[0].scheduler.submit_queue == spec.rings[1].scheduler.submit_queue);
  CHECK(spec.rings[0].scheduler.submit_queue.shared_name == "gpu");
  CHECK(spec.rings[0].scheduler.timeout_queue.kind == QueueSpec::Kind::system);
  CHECK(spec.rings[1].scheduler.timeout_queue.kind == QueueSpec::Kind::own);
}

}  // namespace drmsim::scenarios
