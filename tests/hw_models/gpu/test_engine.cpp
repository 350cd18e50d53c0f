// The engine: one job at a time or several, and whose turn it is.
#include <catch2/catch.hpp>

#include "tests/hw_models/gpu/gpu_bench.h"

namespace drmsim::hw {
namespace {

TEST_CASE("engine: rings that share a serial engine take turns") {
  GpuBench bench(shared_engine(2));
  bench.cpu(0, [&] {
    for (const char* name : {"a0", "a1", "a2"}) bench.submit(name, 10, 0);
    for (const char* name : {"b0", "b1"}) bench.submit(name, 10, 1);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a0 sched=gfx", "10 hw_start job=b0 sched=r1",
                           "10 hw_done job=a0 sched=gfx", "20 hw_start job=a1 sched=gfx",
                           "20 hw_done job=b0 sched=r1", "30 hw_start job=b1 sched=r1",
                           "30 hw_done job=a1 sched=gfx", "40 hw_start job=a2 sched=gfx",
                           "40 hw_done job=b1 sched=r1", "50 hw_done job=a2 sched=gfx"});
}

TEST_CASE("engine: the turn goes on behind the ring that was served last") {
  GpuBench bench(shared_engine(3));
  bench.cpu(0, [&] {
    bench.submit("b0", 10, 1);
    bench.submit("a0", 10, 0);
    bench.submit("c0", 10, 2);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=b0 sched=r1", "10 hw_start job=c0 sched=r2",
                           "10 hw_done job=b0 sched=r1", "20 hw_start job=a0 sched=gfx",
                           "20 hw_done job=c0 sched=r2", "30 hw_done job=a0 sched=gfx"});
}

TEST_CASE("engine: a wide engine executes jobs of one ring together, and retires them in order") {
  GpuBench bench(shared_engine(1, 2));
  std::vector<std::uint32_t> fences_seen;
  bench.gpu.resources(0).fence_irq->request([&] { fences_seen.push_back(bench.fence()); });
  bench.cpu(0, [&] {
    bench.submit("a", 30);
    bench.submit("b", 10);
    bench.submit("c", 10);
  });
  bench.cpu(25, [&] { CHECK(bench.fence() == 0); });  // b and c are done, but a is before them
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "0 hw_start job=b sched=gfx",
                           "10 hw_start job=c sched=gfx", "10 hw_done job=b sched=gfx",
                           "20 hw_done job=c sched=gfx", "30 hw_done job=a sched=gfx"});
  CHECK(fences_seen ==
        std::vector<std::uint32_t>{3});  // three interrupts of one instant, one handler
}

TEST_CASE("engine: slots of a wide engine are shared by rings in turn") {
  GpuBench bench(shared_engine(2, 2));
  bench.cpu(0, [&] {
    for (const char* name : {"a0", "a1", "a2", "a3"}) bench.submit(name, 10, 0);
    for (const char* name : {"b0", "b1"}) bench.submit(name, 10, 1);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a0 sched=gfx", "0 hw_start job=a1 sched=gfx",
                           "10 hw_start job=b0 sched=r1", "10 hw_done job=a0 sched=gfx",
                           "10 hw_start job=a2 sched=gfx", "10 hw_done job=a1 sched=gfx",
                           "20 hw_start job=b1 sched=r1", "20 hw_done job=b0 sched=r1",
                           "20 hw_start job=a3 sched=gfx", "20 hw_done job=a2 sched=gfx",
                           "30 hw_done job=b1 sched=r1", "30 hw_done job=a3 sched=gfx"});
}

TEST_CASE("engine: a hung job of one ring starves the others on the same engine") {
  GpuBench bench(shared_engine(2));
  bench.gpu.faults().set(bench.job("a"), hang());
  bench.cpu(0, [&] {
    bench.submit("a", 10, 0);
    bench.submit("b", 10, 1);
  });
  bench.cpu(1'000, [&] {
    CHECK(bench.status(0) == (ring_status::busy | ring_status::hung));
    CHECK(bench.status(1) == (ring_status::busy | ring_status::wait_engine));
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx fault=hang"});
}

TEST_CASE("engine: jobs that end in one instant end in the order in which they started") {
  GpuBench bench(shared_engine(3, 3));
  bench.cpu(0, [&] {
    bench.submit("c", 10, 2);
    bench.submit("a", 10, 0);
    bench.submit("b", 10, 1);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=c sched=r2", "0 hw_start job=a sched=gfx",
                           "0 hw_start job=b sched=r1", "10 hw_done job=c sched=r2",
                           "10 hw_done job=a sched=gfx", "10 hw_done job=b sched=r1"});
}

}  // namespace
}  // namespace drmsim::hw
