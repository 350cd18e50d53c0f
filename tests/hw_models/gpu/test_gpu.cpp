// The GPU as a whole: many of them in one process, names, determinism, memory.
#include <catch2/catch.hpp>
#include <systemc>

#include "hw_models/gpu/gpu.h"
#include "tests/hw_models/gpu/gpu_bench.h"

namespace drmsim::hw {
namespace {

GpuConfig busy_config() {
  GpuConfig config = shared_engine(3, 2);
  for (RingConfig& ring : config.rings) ring.interrupt = {sim::Delay{10, 500}, 20};
  config.reset_domains[0].full.time_ns = 100;
  return config;
}

// Something of everything: sharing, semaphores, faults, a reset in time, late and coalesced
// interrupts.
Lines busy_run(std::uint64_t seed) {
  sim::WorldOptions options;
  options.seed = seed;
  GpuBench bench(busy_config(), options);
  JobFaults faults = hang(1);
  faults.spurious_interrupt_ns = 300;
  faults.fault_interrupt_ns = 200;
  bench.gpu.faults().set(bench.job("b"), faults);
  const std::uint64_t semaphore = bench.gpu.memory().allocate(1);
  bench.cpu(0, [&] {
    bench.writer(2).wait_semaphore(semaphore, 1);
    bench.submit("c", 50, 2);
    bench.submit("a", 100, 0);
    bench.submit("b", 100, 1);
    bench.writer(0).signal_semaphore(semaphore, 1);
    bench.submit("a2", 100, 0);
  });
  bench.cpu(5'000, [&] { bench.reset(ResetKind::full); });
  bench.cpu(6'000, [&] { bench.submit("b", 100, 1); });
  bench.run();
  Lines lines = bench.log;
  for (std::uint32_t ring = 0; ring < 3; ++ring) {
    for (const sim::TimeNs time_ns : bench.fence_irqs(ring)) {
      lines.push_back(std::to_string(time_ns));
    }
  }
  CHECK(bench.hazards().empty());
  return lines;
}

TEST_CASE("gpu: a thousand of them, one after the other, behave like the first") {
  const Lines first = busy_run(1);
  CHECK(first.size() > 12);
  for (int i = 1; i < 1'000; ++i) {
    if (busy_run(1) != first) FAIL("run " << i << " differs");
  }
}

TEST_CASE("gpu: another seed draws other interrupt latencies and leaves the rest alone") {
  const Lines one = busy_run(1);
  const Lines two = busy_run(2);
  CHECK(one != two);
  CHECK(Lines(one.begin(), one.begin() + 10) == Lines(two.begin(), two.begin() + 10));
}

TEST_CASE("gpu: one that is destroyed in the middle of everything leaves nothing behind") {
  for (const sim::TimeNs until_ns : {0u, 50u, 150u, 5'050u}) {
    GpuBench bench(busy_config());
    bench.gpu.faults().set(bench.job("b"), hang());
    bench.cpu(0, [&] {
      bench.submit("a", 100, 0);
      bench.submit("b", 100, 1);
      bench.writer(2).wait_semaphore(bench.gpu.resources(2).fence_address, 9);
      bench.submit("c", 100, 2);
    });
    bench.cpu(5'000, [&] { bench.reset(ResetKind::full); });
    bench.world.run_until(until_ns);
  }
  SUCCEED("LeakSanitizer has the last word");
}

TEST_CASE("gpu: names become SystemC names that are legal and unique") {
  sim::World world;
  GpuConfig config = separate_rings(2);
  config.rings[0].name = "comp 1.0.0";
  config.rings[1].name = "comp_1_0_0";
  Gpu gpu("gpu", world, config);
  CHECK(std::string(gpu.ring(0).name()) == "gpu.ring0_comp_1_0_0");
  CHECK(std::string(gpu.ring(1).name()) == "gpu.ring1_comp_1_0_0");
  CHECK(world.names().text(gpu.ring(0).display_name()) == "comp 1.0.0");
  world.end();
}

TEST_CASE("gpu: each ring has registers, memory and interrupts of its own") {
  GpuBench bench(separate_rings(3));
  std::vector<std::uint64_t> addresses;
  for (std::uint32_t i = 0; i < 3; ++i) {
    const RingResources& ring = bench.gpu.resources(i);
    for (const std::uint64_t address : {ring.registers, ring.reset_registers, ring.fence_address}) {
      CHECK(std::find(addresses.begin(), addresses.end(), address) == addresses.end());
      addresses.push_back(address);
    }
    CHECK(*ring.fence == 0);
    CHECK(ring.size_dwords == 1'024);
  }
  CHECK(bench.gpu.memory().free_dwords() == GpuConfig{}.spare_memory_dwords);
}

TEST_CASE("mmio: a context can lose the processor before a register access, not inside it") {
  GpuBench bench(separate_rings(1));
  sim::Hold hold;
  hold.role = "client";
  hold.point = sim::Point::mmio;
  hold.occurrence = 2;
  hold.duration_ns = 300;
  bench.world.holds().add(hold);
  bench.world.make_points_interesting();
  bench.cpu(0, [&] {
    bench.submit("a", 100);
    CHECK(bench.status() == 0);  // the job has ended before this access
    CHECK(bench.world.now() == 300);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "100 hw_done job=a sched=gfx"});
}

TEST_CASE("memory: tells what it contains, to the last byte") {
  SystemMemory memory(8);
  const std::uint64_t address = memory.allocate(4);
  CHECK(memory.contains(address, 16));
  CHECK_FALSE(memory.contains(address, 17));
  CHECK_FALSE(memory.contains(address + 2, 4));
  CHECK_FALSE(memory.contains(address - 4, 4));
  CHECK_FALSE(memory.contains(address + 16, 4));  // not allocated yet
  CHECK_FALSE(memory.contains(0, 4));
  CHECK_FALSE(memory.contains(address, ~std::uint64_t{0}));
  CHECK(memory.allocate(4) == address + 16);
  CHECK(memory.free_dwords() == 0);
  *memory.direct(address) = 7;
  CHECK(memory.read32(address) == 7);
}

TEST_CASE("ring writer: a ring is sized for the jobs that it is to hold") {
  CHECK(ring_size_dwords_for(1) == 16);
  CHECK(ring_size_dwords_for(2) == 32);
  CHECK(ring_size_dwords_for(8) == 128);
  CHECK(ring_size_dwords_for(8, 18) == 256);
}

}  // namespace
}  // namespace drmsim::hw
