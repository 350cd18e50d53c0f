// The ring: doorbell, pointers, registers, and the order of what can be seen.
#include <catch2/catch.hpp>

#include "tests/hw_models/gpu/gpu_bench.h"

namespace drmsim::hw {
namespace {

using Times = std::vector<sim::TimeNs>;

TEST_CASE("ring: a doorbell on an idle ring starts the job inside the register write") {
  GpuBench bench(separate_rings(1));
  bench.cpu(1'000, [&] {
    bench.submit("a", 10'000);
    CHECK(bench.log == Lines{"1000 hw_start job=a sched=gfx"});
    CHECK(bench.status() == ring_status::busy);
  });
  bench.run();
  CHECK(bench.log == Lines{"1000 hw_start job=a sched=gfx", "11000 hw_done job=a sched=gfx"});
  CHECK(bench.fence() == 1);
  CHECK(bench.fence_irqs() == Times{11'000});
  CHECK(bench.hazards().empty());
}

TEST_CASE("ring: the next job starts before the end-of-pipe work of the last one") {
  GpuBench bench(separate_rings(1));
  std::vector<std::uint32_t> fences_seen;
  bench.gpu.resources(0).fence_irq->request([&] { fences_seen.push_back(bench.fence()); });
  bench.cpu(0, [&] {
    bench.submit("a", 10'000);
    bench.submit("b", 5'000);
    CHECK(bench.status() == (ring_status::busy | ring_status::wait_engine));
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "10000 hw_start job=b sched=gfx",
                           "10000 hw_done job=a sched=gfx", "15000 hw_done job=b sched=gfx"});
  CHECK(fences_seen == std::vector<std::uint32_t>{1, 2});
}

TEST_CASE("ring: the handler runs before anything else that is armed for the same instant") {
  GpuBench bench(separate_rings(1));
  std::vector<std::string> order;
  bench.gpu.resources(0).fence_irq->request([&] { order.push_back("irq"); });
  bench.cpu(0, [&] { bench.submit("a", 10'000); });
  bench.cpu(10'000, [&] { order.push_back("task"); });  // sleeps since 0, armed after the job
  bench.run();
  CHECK(order == Lines{"irq", "task"});
}

TEST_CASE("ring: a completion and a timer of one instant fire in the order of arming") {
  GpuBench bench(separate_rings(1));
  std::vector<std::string> order;
  bench.gpu.resources(0).fence_irq->request([&] { order.push_back("irq"); });
  sim::TimedCallback early(bench.world.timeline(), [&] { order.push_back("early"); });
  sim::TimedCallback late(bench.world.timeline(), [&] { order.push_back("late"); });
  bench.cpu(0, [&] {
    early.arm_at(10'000);
    bench.submit("a", 10'000);
    late.arm_at(10'000);
  });
  bench.run();
  CHECK(order == Lines{"early", "irq", "late"});
}

TEST_CASE("ring: a job that takes no time starts and ends in the instant of its doorbell") {
  GpuBench bench(separate_rings(1));
  bench.cpu(7, [&] {
    bench.submit("a", 0);
    bench.submit("b", 0);
    CHECK(bench.log == Lines{"7 hw_start job=a sched=gfx"});  // not inside the register write
  });
  bench.run();
  CHECK(bench.log == Lines{"7 hw_start job=a sched=gfx", "7 hw_start job=b sched=gfx",
                           "7 hw_done job=a sched=gfx", "7 hw_done job=b sched=gfx"});
  CHECK(bench.fence() == 2);
}

TEST_CASE("ring: jobs wrap around the end of the ring buffer, packets in two pieces") {
  GpuConfig config = separate_rings(1);
  config.rings[0].size_dwords = 16;  // a job takes 10
  GpuBench bench(config);
  bench.gpu.resources(0).fence_irq->request([&] {
    if (bench.fence() < 50) bench.submit("j", 100);
  });
  bench.cpu(0, [&] { bench.submit("j", 100); });
  bench.run();
  CHECK(bench.fence() == 50);
  CHECK(bench.world.now() == 5'000);
  CHECK(bench.writer().wptr() == 500);
  CHECK(bench.hazards().empty());
}

TEST_CASE("ring: the read pointer stays at a packet that cannot be carried out yet") {
  GpuBench bench(separate_rings(1));
  bench.cpu(0, [&] {
    bench.submit("a", 10'000);
    bench.submit("b", 10'000);
    CHECK(bench.read(0, offsetof(RingRegisters, rptr)) == kJobDwords);
    CHECK(bench.read(0, offsetof(RingRegisters, wptr)) == 2 * kJobDwords);
    CHECK(bench.writer().free_dwords(kJobDwords) == 1024 - kJobDwords);
  });
  bench.run();
  bench.cpu(bench.world.now(), [&] {
    CHECK(bench.read(0, offsetof(RingRegisters, rptr)) == 2 * kJobDwords);
    CHECK(bench.status() == 0);
  });
  bench.run();
}

TEST_CASE("ring: registers tell which job executes and how far it is") {
  GpuBench bench(separate_rings(1));
  const sim::JobTag a = bench.job("a");
  bench.cpu(0, [&] {
    CHECK(bench.read(0, offsetof(RingRegisters, job_hi)) == 0);
    bench.submit("a", 10'000);
    CHECK(bench.read(0, offsetof(RingRegisters, job_lo)) == static_cast<std::uint32_t>(a.bits()));
    CHECK(bench.read(0, offsetof(RingRegisters, job_hi)) == a.bits() >> 32);
  });
  bench.cpu(4'000, [&] {
    CHECK(bench.read(0, offsetof(RingRegisters, progress)) == 4'000);
    CHECK(bench.read(0, offsetof(RingRegisters, fence)) == 0);
  });
  bench.cpu(10'001, [&] {
    CHECK(bench.read(0, offsetof(RingRegisters, job_hi)) == 0);
    CHECK(bench.read(0, offsetof(RingRegisters, progress)) == 0);
    CHECK(bench.read(0, offsetof(RingRegisters, fence)) == 1);
  });
  bench.run();
}

TEST_CASE("ring: a fence without an interrupt is written in silence") {
  GpuBench bench(separate_rings(1));
  bench.cpu(0, [&] {
    bench.writer().execute(bench.job("a"), 10);
    bench.writer().write_fence(bench.gpu.resources(0).fence_address, 77, false);
    bench.doorbell();
  });
  bench.run();
  CHECK(bench.fence() == 77);
  CHECK(bench.fence_irqs().empty());
}

TEST_CASE("ring: two fences behind one job are written in order, in one instant") {
  GpuBench bench(separate_rings(1));
  const std::uint64_t second = bench.gpu.memory().allocate(1);
  bench.cpu(0, [&] {
    bench.writer().execute(bench.job("a"), 10);
    bench.writer().write_fence(second, 5, false);
    bench.writer().write_fence(bench.gpu.resources(0).fence_address, 6, true);
    bench.doorbell();
    CHECK(bench.gpu.memory().read32(second) == 0);
  });
  bench.run();
  CHECK(bench.gpu.memory().read32(second) == 5);
  CHECK(bench.fence() == 6);
  CHECK(bench.fence_irqs() == Times{10});
}

TEST_CASE("ring: a disabled ring keeps its packets and goes on when it is enabled") {
  GpuBench bench(separate_rings(1));
  const std::uint64_t control = bench.gpu.resources(0).registers + offsetof(RingRegisters, control);
  bench.cpu(0, [&] {
    bench.submit("a", 10'000);
    bench.submit("b", 10'000);
    bench.bus.write32(control, 0);
  });
  bench.cpu(50'000, [&] { bench.bus.write32(control, ring_control::enable); });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "10000 hw_done job=a sched=gfx",
                           "50000 hw_start job=b sched=gfx", "60000 hw_done job=b sched=gfx"});
  CHECK(bench.hazards().empty());
}

TEST_CASE("ring: base and size can be programmed anew while it is disabled") {
  GpuBench bench(separate_rings(1));
  const std::uint64_t base = bench.gpu.memory().allocate(32);
  RingWriter writer(bench.gpu.memory().direct(base), 32);
  const std::uint64_t registers = bench.gpu.resources(0).registers;
  bench.cpu(0, [&] {
    bench.bus.write32(registers + offsetof(RingRegisters, control), 0);
    bench.bus.write32(registers + offsetof(RingRegisters, base_lo),
                      static_cast<std::uint32_t>(base));
    bench.bus.write32(registers + offsetof(RingRegisters, base_hi), 0);
    bench.bus.write32(registers + offsetof(RingRegisters, size), 32);
    bench.bus.write32(registers + offsetof(RingRegisters, control), ring_control::enable);
    CHECK(bench.bus.read32(registers + offsetof(RingRegisters, size)) == 32);
    CHECK(bench.bus.read32(registers + offsetof(RingRegisters, base_lo)) == base);
    CHECK(bench.bus.read32(registers + offsetof(RingRegisters, base_hi)) == 0);
    CHECK(bench.bus.read32(registers + offsetof(RingRegisters, control)) == ring_control::enable);
    writer.execute(bench.job("a"), 3);
    bench.bus.write32(registers + offsetof(RingRegisters, wptr), writer.wptr());
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "3 hw_done job=a sched=gfx"});
  CHECK(bench.hazards().empty());
}

TEST_CASE("ring: rings with engines of their own execute at the same time") {
  GpuBench bench(separate_rings(2));
  bench.cpu(0, [&] {
    bench.submit("a", 10'000, 0);
    bench.submit("b", 7'000, 1);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "0 hw_start job=b sched=r1",
                           "7000 hw_done job=b sched=r1", "10000 hw_done job=a sched=gfx"});
  CHECK(bench.fence_irqs(0) == Times{10'000});
  CHECK(bench.fence_irqs(1) == Times{7'000});
}

}  // namespace
}  // namespace drmsim::hw
