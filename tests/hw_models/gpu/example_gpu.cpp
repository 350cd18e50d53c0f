// A whole GPU, wired to a bus master by hand; what a driver's probe has to do, and what it has not.
#include "hw_models/gpu/gpu.h"

#include <catch2/catch.hpp>

#include "hw_models/gpu/interrupt_registers.h"
#include "hw_models/gpu/mmio_master.h"
#include "hw_models/gpu/ring_registers.h"
#include "hw_models/gpu/ring_writer.h"
#include "sim/world.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: a GPU comes up with its rings enabled and its reset interrupts off") {
  GpuConfig config;
  config.engines.push_back({"engine", 1});
  ResetDomainConfig& domain = config.reset_domains.emplace_back();
  domain.full.time_ns = 2'000;
  config.rings.emplace_back().name = "gfx";

  sim::World world;
  Gpu gpu("gpu", world, config);
  MmioMaster bus("bus", world);
  bus.socket.bind(gpu.registers.socket);
  const RingResources& ring = gpu.resources(0);
  RingWriter writer(ring.buffer, ring.size_dwords);
  std::vector<sim::TimeNs> fences_ns;
  std::vector<sim::TimeNs> resets_ns;
  ring.fence_irq->request([&] { fences_ns.push_back(world.now()); });
  ring.reset_irq->request([&] { resets_ns.push_back(world.now()); });

  world.spawn_task("driver", [&] {
    writer.execute(sim::JobTag{world.intern("job"), 0}, 10'000);
    writer.write_fence(ring.fence_address, 1, true);
    bus.write32(ring.registers + offsetof(RingRegisters, wptr), writer.wptr());
    world.cpu().sleep_for(20'000);
    CHECK(*ring.fence == 1);

    const std::uint64_t command = ring.reset_registers + offsetof(ResetRegisters, command);
    bus.write32(command, reset_command(ResetKind::full));
    world.cpu().sleep_for(10'000);
    CHECK(resets_ns.empty());  // it has arrived at a source that is off
    bus.write32(ring.interrupt_registers + offsetof(InterruptRegisters, enable) +
                    interrupt_word_offset(ring.reset_source),
                interrupt_bit(ring.reset_source));
  });
  world.run();
  CHECK(fences_ns == std::vector<sim::TimeNs>{10'000});
  CHECK(resets_ns == std::vector<sim::TimeNs>{30'000});  // it was pending
  CHECK(world.hazards().empty());
  world.end();  // before the models are destroyed
}

}  // namespace
}  // namespace drmsim::hw
