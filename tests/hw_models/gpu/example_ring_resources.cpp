// A probe that takes all it needs from the resources of its ring: registers, memory, two vectors.
#include "hw_models/gpu/ring_resources.h"

#include <catch2/catch.hpp>

#include "tests/hw_models/gpu/gpu_bench.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: a driver requests each vector of its fences, and reads the fence in memory") {
  GpuConfig config = separate_rings(1);
  config.rings[0].interrupt.vectors = 2;
  GpuBench bench(config);
  const RingResources& ring = bench.gpu.resources(0);
  REQUIRE(ring.fence_irqs.size() == 2);
  CHECK(ring.fence_irq == ring.fence_irqs.front());
  CHECK(*ring.fence == 0);  // at power-on
  std::vector<std::uint32_t> seen[2];
  for (std::size_t i = 0; i < 2; ++i) {
    ring.fence_irqs[i]->request([&, i] { seen[i].push_back(*ring.fence); });
  }
  std::vector<sim::TimeNs> errors_ns;
  ring.error_irq->request([&] { errors_ns.push_back(bench.world.now()); });
  bench.cpu(0, [&] {
    RingWriter writer(ring.buffer, ring.size_dwords);
    for (std::uint32_t fence = 1; fence <= 4; ++fence) {
      writer.execute(bench.job("job"), 100);
      writer.write_fence(ring.fence_address, fence, true);
    }
    bench.bus.write32(ring.registers + offsetof(RingRegisters, wptr), writer.wptr());
    bench.world.cpu().sleep_for(1'000);
    writer.raw(0);  // not a packet
    bench.bus.write32(ring.registers + offsetof(RingRegisters, wptr), writer.wptr());
  });
  bench.run();
  CHECK(seen[0] == std::vector<std::uint32_t>{1, 3});  // they take turns
  CHECK(seen[1] == std::vector<std::uint32_t>{2, 4});
  CHECK(errors_ns == std::vector<sim::TimeNs>{1'000});
  CHECK(bench.gpu.memory().read32(ring.fence_address) == *ring.fence);
}

}  // namespace
}  // namespace drmsim::hw
