// A machine of a scenario with work of a program's own on it: built, run, taken down, and checked
// for what was left behind.
#include "scenarios/machine/machine.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "scenarios/format/scenario_reader.h"

namespace drmsim::scenarios {
namespace {

ScenarioSpec one_ring() {
  return parse_scenario("name = \"t\"\nseed = 7\n[[ring]]\nname = \"gfx\"\n", "t.toml");
}

// Submits a job through an entity that it adds, and waits for it.
void submit_one(Machine& machine, bool forgets_reference) {
  EntitySpec entity;
  entity.name = "mine";
  entity.rings = {NameRef{"gfx", {}}};
  Submitter& submitter = machine.add_submitter(entity, 1);
  machine.world().spawn_task("client:mine", [&machine, &submitter, forgets_reference] {
    const JobRequest request{.tag = {machine.world().intern("job")}, .duration_ns = 5'000};
    drm::Fence* finished = submitter.submit(request, {});
    CHECK(machine.api().dma_fence_wait_timeout(*finished));
    CHECK(machine.api().error(*finished) == 0);
    if (!forgets_reference) machine.api().dma_fence_put(finished);
  });
}

}  // namespace

TEST_CASE("example: a program submits a job to a machine, which is taken down afterwards") {
  const ScenarioSpec spec = one_ring();
  MachineOptions options;
  options.setup = [](Machine& machine) { submit_one(machine, false); };
  Machine machine(spec, options);
  CHECK(machine.world().now() == 0);
  CHECK(machine.ring_index("gfx") == 0);
  machine.run();
  CHECK(machine.world().now() == 5'000);
  CHECK_FALSE(machine.ended_by_until());
  CHECK(machine.world().hazards().empty());
  CHECK(machine.world().memory().alive() == 0);
}

TEST_CASE("example: what a program leaves behind is a leak") {
  const ScenarioSpec spec = one_ring();
  MachineOptions options;
  options.setup = [](Machine& machine) { submit_one(machine, true); };
  Machine machine(spec, options);
  machine.run();
  const auto& hazards = machine.world().hazards().all();
  REQUIRE(!hazards.empty());
  CHECK(std::all_of(hazards.begin(), hazards.end(), [](const sim::Hazard& hazard) {
    return hazard.kind == sim::HazardKind::leak;
  }));
}

TEST_CASE("example: the scheduler of a run is the chosen one, or the scenario's, or the model") {
  ScenarioSpec spec = one_ring();
  CHECK(scheduler_of_run(spec, "") == "model");
  CHECK(scheduler_of_run(spec, "mine") == "mine");
  spec.scheduler.name = "kernel:6.12";
  CHECK(scheduler_of_run(spec, "") == "kernel:6.12");
  CHECK(scheduler_of_run(spec, "kernel:patched") == "kernel:patched");
  CHECK_THROWS_AS(scheduler_of_run(spec, "model"), InputError);
}

}  // namespace drmsim::scenarios
