// A stress test that needs no SystemC: it breaks whatever device it is given, and looks on.
#include "hw_models/gpu/device.h"

#include <catch2/catch.hpp>

#include "tests/hw_models/gpu/gpu_bench.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: a ring that loses its power forgets its job, and memory stays as it was") {
  GpuBench bench(separate_rings(2));
  Device& device = bench.gpu;
  bench.cpu(0, [&] {
    bench.submit("done", 1'000);
    bench.submit("in flight", 1'000);
    bench.submit("of another ring", 5'000, 1);
  });
  bench.cpu(1'500, [&] {
    device.inject(0, RingFault::power_off);
    CHECK(bench.read(0, offsetof(RingRegisters, rptr)) == 0);  // as after a reset
    CHECK(bench.status() == 0);
    CHECK(*device.resources(0).fence == 1);  // its word is in memory
    bench.writer().restart();
    bench.submit("once more", 100);
    CHECK(device.lost() == false);
  });
  bench.run();
  CHECK(bench.log ==
        Lines{"0 hw_start job=done sched=gfx", "0 hw_start job=of another ring sched=r1",
              "1000 hw_start job=in flight sched=gfx", "1000 hw_done job=done sched=gfx",
              "1500 hw_fault sched=gfx fault=power_off", "1500 hw_reset sched=gfx dropped=1",
              "1500 hw_start job=once more sched=gfx", "1600 hw_done job=once more sched=gfx",
              "5000 hw_done job=of another ring sched=r1"});

  device.lose_device();  // for good
  bench.cpu(6'000, [&] { CHECK(bench.status() == kLostRead); });
  bench.run();
  CHECK(device.lost());
  CHECK(device.memory().read32(device.resources(1).fence_address) == 1);
  CHECK(bench.world.hazards().empty());
}

}  // namespace
}  // namespace drmsim::hw
