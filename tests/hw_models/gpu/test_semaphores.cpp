// Semaphores and WAIT_IDLE: rings that wait for memory, for each other, for themselves.
#include <catch2/catch.hpp>

#include "tests/hw_models/gpu/gpu_bench.h"

namespace drmsim::hw {
namespace {

TEST_CASE("semaphore: a ring waits until another ring signals at the end of its job") {
  GpuBench bench(separate_rings(2));
  const std::uint64_t semaphore = bench.gpu.memory().allocate(1);
  bench.cpu(0, [&] {
    bench.writer(1).wait_semaphore(semaphore, 1);
    bench.submit("b", 5'000, 1);
    CHECK(bench.status(1) == (ring_status::busy | ring_status::wait_semaphore));
    bench.writer(0).execute(bench.job("a"), 10'000);
    bench.writer(0).signal_semaphore(semaphore, 1);
    bench.doorbell(0);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "10000 hw_done job=a sched=gfx",
                           "10000 hw_start job=b sched=r1", "15000 hw_done job=b sched=r1"});
  CHECK(bench.hazards().empty());
}

TEST_CASE("semaphore: a ring does not wait for a value that was reached before") {
  GpuBench bench(separate_rings(1));
  const std::uint64_t semaphore = bench.gpu.memory().allocate(1);
  bench.gpu.memory().write32(semaphore, 5);
  bench.cpu(0, [&] {
    bench.writer().wait_semaphore(semaphore, 3);
    bench.submit("a", 10);
    CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx"});
  });
  bench.run();
}

TEST_CASE("semaphore: a smaller value does not wake for good, a larger one does") {
  GpuBench bench(separate_rings(1));
  const std::uint64_t semaphore = bench.gpu.memory().allocate(1);
  bench.cpu(0, [&] {
    bench.writer().wait_semaphore(semaphore, 3);
    bench.submit("a", 10);
  });
  bench.cpu(100, [&] { bench.gpu.memory().write32(semaphore, 2); });
  bench.cpu(200, [&] { bench.gpu.memory().write32(semaphore, 4); });
  bench.run();
  CHECK(bench.log == Lines{"200 hw_start job=a sched=gfx", "210 hw_done job=a sched=gfx"});
}

TEST_CASE("semaphore: values are compared so that they may wrap around") {
  GpuBench bench(separate_rings(1));
  const std::uint64_t semaphore = bench.gpu.memory().allocate(1);
  bench.gpu.memory().write32(semaphore, 0xfffffff0);
  bench.cpu(0, [&] {
    bench.writer().wait_semaphore(semaphore, 2);
    bench.submit("a", 10);
  });
  bench.cpu(100, [&] { bench.gpu.memory().write32(semaphore, 0xffffffff); });
  bench.cpu(200, [&] { bench.gpu.memory().write32(semaphore, 3); });
  bench.run();
  CHECK(bench.log == Lines{"200 hw_start job=a sched=gfx", "210 hw_done job=a sched=gfx"});
}

TEST_CASE(
    "semaphore: rings that wait for one word go on in the order in which they began to wait") {
  GpuBench bench(shared_engine(3));
  const std::uint64_t semaphore = bench.gpu.memory().allocate(1);
  bench.cpu(0, [&] {
    for (const std::uint32_t ring : {2u, 0u, 1u}) {
      bench.writer(ring).wait_semaphore(semaphore, 1);
      bench.submit("j" + std::to_string(ring), 10, ring);
    }
    bench.gpu.memory().write32(semaphore, 1);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=j2 sched=r2", "10 hw_start job=j0 sched=gfx",
                           "10 hw_done job=j2 sched=r2", "20 hw_start job=j1 sched=r1",
                           "20 hw_done job=j0 sched=gfx", "30 hw_done job=j1 sched=r1"});
}

TEST_CASE("semaphore: a write of another word wakes nobody") {
  GpuBench bench(separate_rings(1));
  const std::uint64_t semaphore = bench.gpu.memory().allocate(2);
  bench.cpu(0, [&] {
    bench.writer().wait_semaphore(semaphore, 1);
    bench.submit("a", 10);
    bench.gpu.memory().write32(semaphore + 4, 1);
  });
  bench.run();
  CHECK(bench.log.empty());
}

TEST_CASE("semaphore: a ring that signals its own semaphore does not deadlock") {
  GpuBench bench(separate_rings(1));
  const std::uint64_t semaphore = bench.gpu.memory().allocate(1);
  bench.cpu(0, [&] {
    bench.writer().execute(bench.job("a"), 10);
    bench.writer().signal_semaphore(semaphore, 1);
    bench.writer().wait_semaphore(semaphore, 1);
    bench.submit("b", 10);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "10 hw_done job=a sched=gfx",
                           "10 hw_start job=b sched=gfx", "20 hw_done job=b sched=gfx"});
}

TEST_CASE("semaphore: a reset ends the wait, and a late signal does nothing") {
  GpuBench bench(separate_rings(1));
  const std::uint64_t semaphore = bench.gpu.memory().allocate(1);
  bench.cpu(0, [&] {
    bench.writer().wait_semaphore(semaphore, 1);
    bench.submit("a", 10);
    bench.gpu.memory().write32(semaphore, 1);  // looking again is due, but the reset comes first
    bench.reset(ResetKind::ring);
    bench.submit("b", 10);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_reset sched=gfx dropped=1", "0 hw_start job=b sched=gfx",
                           "10 hw_done job=b sched=gfx"});
}

TEST_CASE("wait_idle: on a wide engine the next job waits for all before it") {
  GpuBench bench(shared_engine(1, 4));
  bench.cpu(0, [&] {
    bench.submit("a", 30);
    bench.submit("b", 10);
    bench.writer().wait_idle();
    bench.submit("c", 10);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "0 hw_start job=b sched=gfx",
                           "10 hw_done job=b sched=gfx", "30 hw_done job=a sched=gfx",
                           "30 hw_start job=c sched=gfx", "40 hw_done job=c sched=gfx"});
}

TEST_CASE("wait_idle and nop: in an empty ring they take no time") {
  GpuBench bench(separate_rings(1));
  bench.cpu(5, [&] {
    bench.writer().wait_idle();
    bench.writer().nop();
    bench.writer().nop(200);
    bench.submit("a", 10);
    CHECK(bench.log == Lines{"5 hw_start job=a sched=gfx"});
  });
  bench.run();
  CHECK(bench.hazards().empty());
}

}  // namespace
}  // namespace drmsim::hw
