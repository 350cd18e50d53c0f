// Flow control: a driver that waits for room before it writes, on a ring for two jobs.
#include "hw_models/gpu/ring_writer.h"

#include <catch2/catch.hpp>

#include "tests/hw_models/gpu/gpu_bench.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: a driver writes fifty jobs into a ring for two, and overwrites none") {
  STATIC_REQUIRE(ring_size_dwords_for(2) == 32);  // a power of two, of at least 2 x 10
  GpuConfig config = separate_rings(1);
  config.rings[0].size_dwords = ring_size_dwords_for(2);
  GpuBench bench(config);
  const RingResources& ring = bench.gpu.resources(0);
  RingWriter writer(ring.buffer, ring.size_dwords);
  int waits = 0;
  bench.cpu(0, [&] {
    for (std::uint32_t fence = 1; fence <= 50; ++fence) {
      while (writer.free_dwords(bench.read(0, offsetof(RingRegisters, rptr))) < kJobDwords) {
        ++waits;
        bench.world.cpu().sleep_for(10);
      }
      const std::uint32_t begin = writer.wptr();
      writer.execute(bench.job("job"), 100);
      writer.write_fence(ring.fence_address, fence, true);
      CHECK(writer.wptr() - begin == kJobDwords);  // free-running: it does not wrap at the end
      bench.bus.write32(ring.registers + offsetof(RingRegisters, wptr), writer.wptr());
    }
  });
  bench.run();
  CHECK(bench.fence() == 50);
  CHECK(bench.world.now() == 50 * 100);  // the engine never waited for the driver
  CHECK(waits > 0);
  CHECK(bench.hazards().empty());
  writer.restart();  // after a reset
  CHECK(writer.free_dwords(0) == 32);
}

}  // namespace
}  // namespace drmsim::hw
