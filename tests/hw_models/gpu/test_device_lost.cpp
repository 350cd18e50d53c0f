// A device that falls off the bus.
#include <catch2/catch.hpp>

#include "tests/hw_models/gpu/gpu_bench.h"

namespace drmsim::hw {
namespace {

TEST_CASE("device lost: registers read as all ones, writes go nowhere, nothing is a bus error") {
  GpuBench bench(separate_rings(1));
  bench.cpu(0, [&] {
    bench.gpu.lose_device();
    CHECK(bench.status() == kLostRead);
    CHECK(bench.reset_status() == kLostRead);
    CHECK(bench.bus.read32(0x100000) == kLostRead);
    bench.submit("a", 10);
    bench.reset(ResetKind::ring);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_fault sched=gpu fault=device_lost"});
  CHECK(bench.hazards().empty());
}

TEST_CASE("device lost: what executes never ends, what is on its way never arrives") {
  GpuConfig config = shared_engine(2);
  config.rings[0].interrupt.latency = sim::Delay::fixed(100);
  config.reset_domains[0].ring.time_ns = 100;
  GpuBench bench(config);
  const std::uint64_t semaphore = bench.gpu.memory().allocate(1);
  bench.cpu(0, [&] {
    bench.submit("a", 10, 0);  // its interrupt is under way when the device goes
    bench.submit("b", 100, 0);
    bench.writer(1).wait_semaphore(semaphore, 1);
    bench.submit("c", 10, 1);
  });
  bench.cpu(50, [&] {
    bench.gpu.lose_device();
    bench.gpu.memory().write32(semaphore, 1);
    CHECK(bench.gpu.lost());
    bench.gpu.lose_device();  // twice is once
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "10 hw_start job=b sched=gfx",
                           "10 hw_done job=a sched=gfx",
                           "50 hw_fault sched=gpu fault=device_lost"});
  CHECK(bench.fence() == 1);  // memory is not part of the device
  CHECK(bench.fence_irqs().empty());
}

TEST_CASE("device lost: a reset that is under way never ends") {
  GpuConfig config = separate_rings(1);
  config.reset_domains[0].full.time_ns = 100;
  GpuBench bench(config);
  bench.cpu(0, [&] { bench.reset(ResetKind::full); });
  bench.cpu(50, [&] { bench.gpu.lose_device(); });
  bench.run();
  CHECK(bench.log == Lines{"50 hw_fault sched=gpu fault=device_lost"});
  CHECK(bench.world.now() == 50);
}

TEST_CASE("device lost: injected faults of a ring do nothing any more") {
  GpuBench bench(separate_rings(1));
  bench.cpu(0, [&] {
    bench.gpu.lose_device();
    bench.gpu.inject(0, RingFault::front_end_hang);
    bench.gpu.inject(0, RingFault::spurious_interrupt);
    bench.gpu.inject(0, RingFault::fault_interrupt);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_fault sched=gpu fault=device_lost"});
  CHECK(bench.fence_irqs().empty());
  CHECK(bench.error_irqs().empty());
}

}  // namespace
}  // namespace drmsim::hw
