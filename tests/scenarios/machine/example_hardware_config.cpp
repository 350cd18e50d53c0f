// The hardware of a scenario, without anything else of it: a GPU to try registers on.
#include "scenarios/machine/hardware_config.h"

#include <catch2/catch.hpp>

#include "hw_models/gpu/gpu.h"
#include "scenarios/format/scenario_reader.h"
#include "sim/world.h"

namespace drmsim::scenarios {

TEST_CASE("example: a GPU built from a scenario's words") {
  const ScenarioSpec spec = parse_scenario(R"(name = "t"
ring = [{ name = "gfx", engine = "shaders", slots = 4, scheduler = { credit_limit = 64 } },
        { name = "compute", engine = "shaders", reset_domain = "all" }, { name = "copy" }]
engine = [{ name = "shaders", width = 4 }]
reset_domain = [{ name = "all", full_reset_time = "2ms", ring_reset_fails = 1 }]
interrupt = { latency = "3us", cpus = 2 })",
                                           "t.toml");
  const hw::GpuConfig config = hardware_config(spec);
  REQUIRE(config.rings.size() == 3);
  // Rings name what they use by index; what the file leaves out is of the ring's own name.
  CHECK(config.rings[0].engine == config.rings[1].engine);
  CHECK(config.engines[config.rings[0].engine].width == 4);
  CHECK(config.engines[config.rings[2].engine].name == "copy");
  const hw::ResetDomainConfig& all = config.reset_domains[config.rings[1].reset_domain];
  CHECK(all.full.time_ns == 2'000'000);
  CHECK(all.ring.fails == 1);
  CHECK(config.rings[0].interrupt.vectors == 2);
  CHECK(config.rings[0].interrupt.latency == sim::Delay::fixed(3'000));
  // The buffer has room for as many jobs as the scheduler may hand out.
  CHECK(config.rings[0].size_dwords > config.rings[1].size_dwords);

  sim::World world;
  hw::Gpu gpu("gpu", world, config);
  CHECK(gpu.resources(1).size_dwords == config.rings[1].size_dwords);
  CHECK(gpu.resources(0).fence_irqs.size() == 2);  // one for each processor
}

}  // namespace drmsim::scenarios
