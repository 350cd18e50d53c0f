// The interrupt controller: latency, coalescing, masking, and interrupts that go astray.
#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/hw_models/gpu/gpu_bench.h"

namespace drmsim::hw {
namespace {

using Times = std::vector<sim::TimeNs>;

GpuConfig with_interrupt(const InterruptSourceConfig& interrupt) {
  GpuConfig config = separate_rings(1);
  config.rings[0].interrupt = interrupt;
  return config;
}

// Four jobs of 10 ns, one after the other.
void submit_four(GpuBench& bench) {
  bench.cpu(0, [&bench] {
    for (const char* name : {"a", "b", "c", "d"}) bench.submit(name, 10);
  });
}

void write_mask(GpuBench& bench, std::size_t offset) {
  const RingResources& ring = bench.gpu.resources(0);
  bench.bus.write32(ring.interrupt_registers + offset + interrupt_word_offset(ring.fence_source),
                    interrupt_bit(ring.fence_source));
}

bool read_bit(GpuBench& bench, std::size_t offset) {
  const RingResources& ring = bench.gpu.resources(0);
  const std::uint32_t word = bench.bus.read32(ring.interrupt_registers + offset +
                                              interrupt_word_offset(ring.fence_source));
  return (word & interrupt_bit(ring.fence_source)) != 0;
}

TEST_CASE("interrupts: without latency the handler runs in the instant of the fence") {
  GpuBench bench(with_interrupt({}));
  submit_four(bench);
  bench.run();
  CHECK(bench.fence_irqs() == Times{10, 20, 30, 40});
}

TEST_CASE("interrupts: a fixed latency delays each, the fence is written before") {
  GpuBench bench(with_interrupt({sim::Delay::fixed(25), 0}));
  submit_four(bench);
  bench.cpu(30, [&] { CHECK(bench.fence() == 2); });
  bench.run();
  CHECK(bench.fence_irqs() == Times{35, 45, 55, 65});
}

TEST_CASE("interrupts: a drawn latency stays in its range, and repeats with the seed") {
  std::vector<Times> runs;
  for (const std::uint64_t seed : {7u, 7u, 8u}) {
    sim::WorldOptions options;
    options.seed = seed;
    GpuBench bench(with_interrupt({sim::Delay{100, 1'000'000}, 0}), options);
    bench.cpu(0, [&] { bench.submit("a", 10); });
    bench.run();
    runs.push_back(bench.fence_irqs());
    REQUIRE(runs.back().size() == 1);
    CHECK(runs.back()[0] >= 110);
    CHECK(runs.back()[0] <= 1'000'010);
  }
  CHECK(runs[0] == runs[1]);
  CHECK(runs[0] != runs[2]);
}

TEST_CASE("interrupts: what is raised in a coalescing window arrives as one at its end") {
  GpuBench bench(with_interrupt({sim::Delay::fixed(3), 15}));
  submit_four(bench);  // raised at 10, 20 | 30, 40
  bench.run();
  CHECK(bench.fence_irqs() == Times{28, 48});
}

TEST_CASE("interrupts: an interrupt at the very end of a window opens the next") {
  GpuBench bench(with_interrupt({{}, 10}));
  submit_four(bench);
  bench.run();
  CHECK(bench.fence_irqs() == Times{20, 30, 40, 50});
}

TEST_CASE("interrupts: a disabled source stays pending and arrives once when enabled") {
  GpuBench bench(with_interrupt({}));
  submit_four(bench);
  bench.cpu(5, [&] {
    CHECK(read_bit(bench, offsetof(InterruptRegisters, enable)));
    write_mask(bench, offsetof(InterruptRegisters, disable));
    CHECK_FALSE(read_bit(bench, offsetof(InterruptRegisters, enable)));
  });
  bench.cpu(35, [&] {
    CHECK(read_bit(bench, offsetof(InterruptRegisters, pending)));
    write_mask(bench, offsetof(InterruptRegisters, enable));
    CHECK_FALSE(read_bit(bench, offsetof(InterruptRegisters, pending)));
  });
  bench.run();
  CHECK(bench.fence_irqs() == Times{35, 40});
}

TEST_CASE("interrupts: enabling a source that has nothing pending raises nothing") {
  GpuBench bench(with_interrupt({}));
  bench.cpu(0, [&] {
    write_mask(bench, offsetof(InterruptRegisters, disable));
    write_mask(bench, offsetof(InterruptRegisters, enable));
  });
  bench.run();
  CHECK(bench.fence_irqs().empty());
}

TEST_CASE("interrupts: disabling one source leaves the others alone") {
  GpuBench bench(separate_rings(2));
  bench.cpu(0, [&] {
    write_mask(bench, offsetof(InterruptRegisters, disable));  // of ring 0
    bench.submit("a", 10, 0);
    bench.submit("b", 10, 1);
  });
  bench.run();
  CHECK(bench.fence_irqs(0).empty());
  CHECK(bench.fence_irqs(1) == Times{10});
}

TEST_CASE("interrupts: an interrupt that is on its way is held back by the mask where it arrives") {
  GpuBench bench(with_interrupt({sim::Delay::fixed(100), 0}));
  bench.cpu(0, [&] { bench.submit("a", 10); });
  bench.cpu(50, [&] { write_mask(bench, offsetof(InterruptRegisters, disable)); });
  bench.cpu(500, [&] { write_mask(bench, offsetof(InterruptRegisters, enable)); });
  bench.run();
  CHECK(bench.fence_irqs() == Times{500});
}

TEST_CASE("interrupts: the vectors of a source take turns, and their handlers run side by side") {
  InterruptSourceConfig two_vectors;
  two_vectors.vectors = 2;
  GpuBench bench(with_interrupt(two_vectors));
  const auto& lines = bench.gpu.resources(0).fence_irqs;
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == bench.gpu.resources(0).fence_irq);
  Times first;
  Times second;
  int running = 0;
  int at_once = 0;
  const auto handler = [&](Times& times) {
    times.push_back(bench.world.now());
    at_once = std::max(at_once, ++running);
    bench.world.cpu().spend(15);
    --running;
  };
  lines[0]->request([&] { handler(first); });
  lines[1]->request([&] { handler(second); });
  submit_four(bench);
  bench.run();
  CHECK(first == Times{10, 30});
  CHECK(second == Times{20, 40});
  CHECK(at_once == 2);
}

TEST_CASE("interrupts: pending is read only") {
  GpuBench bench(separate_rings(1));
  bench.cpu(0, [&] { write_mask(bench, offsetof(InterruptRegisters, pending)); });
  bench.run();
  CHECK(bench.hazards().size() == 1);
}

TEST_CASE("interrupts: messages in flight are used again, so that latency costs no memory") {
  GpuBench bench(with_interrupt({sim::Delay::fixed(1'000), 0}));
  bench.gpu.resources(0).fence_irq->request([&] {
    if (bench.fence() < 1'000) bench.submit("j", 10);
  });
  bench.cpu(0, [&] { bench.submit("j", 10); });
  bench.run();
  CHECK(bench.fence() == 1'000);
  CHECK(bench.world.now() == 1'000 * 1'010);
}

}  // namespace
}  // namespace drmsim::hw
