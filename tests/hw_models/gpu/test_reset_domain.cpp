// Resets: one ring, a whole domain, one job; at once or in time; with success or without.
#include <catch2/catch.hpp>

#include "tests/hw_models/gpu/gpu_bench.h"

namespace drmsim::hw {
namespace {

using Times = std::vector<sim::TimeNs>;

GpuConfig with_resets(GpuConfig config, const ResetBehaviour& behaviour) {
  for (ResetDomainConfig& domain : config.reset_domains) {
    domain.full = domain.ring = domain.soft_recovery = behaviour;
  }
  return config;
}

TEST_CASE("reset: a ring reset drops what executes and what waits, and touches no other ring") {
  GpuConfig config = separate_rings(2);
  config.rings[1].reset_domain = 0;
  GpuBench bench(config);
  bench.gpu.faults().set(bench.job("a"), hang());
  bench.cpu(0, [&] {
    for (const char* name : {"a", "b", "c"}) bench.submit(name, 10, 0);
    bench.submit("other", 1'000, 1);
  });
  bench.cpu(100, [&] {
    bench.reset(ResetKind::ring, 0);
    CHECK(bench.reset_status() == 0);
    CHECK(bench.status(0) == 0);
    CHECK(bench.read(0, offsetof(RingRegisters, rptr)) == 0);
    CHECK(bench.read(0, offsetof(RingRegisters, wptr)) == 0);
    bench.submit("d", 10, 0);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx fault=hang", "0 hw_start job=other sched=r1",
                           "100 hw_reset sched=gfx dropped=3", "100 hw_start job=d sched=gfx",
                           "110 hw_done job=d sched=gfx", "1000 hw_done job=other sched=r1"});
  CHECK(bench.fence_irqs(0) == Times{110});
}

TEST_CASE("reset: a job that completed before the reset is not dropped, its fence stays") {
  GpuBench bench(separate_rings(1));
  bench.cpu(0, [&] { bench.submit("a", 10); });
  bench.cpu(100, [&] {
    bench.reset(ResetKind::ring);
    CHECK(bench.fence() == 1);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "10 hw_done job=a sched=gfx",
                           "100 hw_reset sched=gfx dropped=0"});
}

TEST_CASE("reset: a job that ended out of order, its fence unwritten, is dropped with the rest") {
  GpuBench bench(shared_engine(1, 2));
  bench.gpu.faults().set(bench.job("a"), hang());
  bench.cpu(0, [&] {
    bench.submit("a", 10);
    bench.submit("b", 10);
  });
  bench.cpu(100, [&] { bench.reset(ResetKind::ring); });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx fault=hang", "0 hw_start job=b sched=gfx",
                           "10 hw_done job=b sched=gfx", "100 hw_reset sched=gfx dropped=2"});
  CHECK(bench.fence() == 0);
}

TEST_CASE("reset: a full reset takes down every ring of its domain, in order, and no other") {
  GpuConfig config = separate_rings(3);
  config.rings[1].reset_domain = 0;
  GpuBench bench(config);
  bench.cpu(0, [&] {
    bench.submit("a", 1'000, 0);
    bench.submit("b", 1'000, 1);
    bench.submit("b2", 1'000, 1);
    bench.submit("c", 1'000, 2);
  });
  bench.cpu(100, [&] { bench.reset(ResetKind::full, 1); });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "0 hw_start job=b sched=r1",
                           "0 hw_start job=c sched=r2", "100 hw_reset sched=gfx dropped=1",
                           "100 hw_reset sched=r1 dropped=2", "1000 hw_done job=c sched=r2"});
}

TEST_CASE("reset: on a shared engine the slot goes to the ring that waits") {
  GpuBench bench(shared_engine(2));
  bench.gpu.faults().set(bench.job("a"), hang());
  bench.cpu(0, [&] {
    bench.submit("a", 10, 0);
    bench.submit("b", 10, 1);
  });
  bench.cpu(100, [&] { bench.reset(ResetKind::ring, 0); });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx fault=hang",
                           "100 hw_reset sched=gfx dropped=1", "100 hw_start job=b sched=r1",
                           "110 hw_done job=b sched=r1"});
}

TEST_CASE("reset: a ring that waits for the engine is reset without disturbing the job there") {
  GpuBench bench(shared_engine(2));
  bench.cpu(0, [&] {
    bench.submit("a", 1'000, 0);
    bench.submit("b", 10, 1);
  });
  bench.cpu(100, [&] { bench.reset(ResetKind::ring, 1); });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "100 hw_reset sched=r1 dropped=1",
                           "1000 hw_done job=a sched=gfx"});
}

TEST_CASE("reset: in the instant of a completion, whoever was armed first wins") {
  GpuBench bench(separate_rings(1));
  sim::TimedCallback first(bench.world.timeline(), [&] { bench.reset(ResetKind::ring); });
  bench.cpu(0, [&] {
    first.arm_at(10);
    bench.submit("a", 10);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "10 hw_reset sched=gfx dropped=1"});
  CHECK(bench.fence() == 0);
}

TEST_CASE(
    "reset: one that takes time stops execution at once and raises its interrupt at the end") {
  GpuBench bench(with_resets(separate_rings(1), {50, 0}));
  const RingResources& ring = bench.gpu.resources(0);
  bench.cpu(0, [&] {
    bench.bus.write32(ring.interrupt_registers + offsetof(InterruptRegisters, enable) +
                          interrupt_word_offset(ring.reset_source),
                      interrupt_bit(ring.reset_source));
    bench.submit("a", 120);
    bench.submit("b", 10);
  });
  const auto kind = GENERATE(ResetKind::ring, ResetKind::full);
  bench.cpu(100, [&] {
    bench.reset(kind);
    CHECK(bench.reset_status() == reset_status::busy);
    CHECK((bench.status() & ring_status::in_reset) != 0);
  });
  bench.cpu(140, [&] { CHECK(bench.reset_status() == reset_status::busy); });
  bench.cpu(151, [&] {
    CHECK(bench.reset_status() == 0);
    CHECK(bench.status() == 0);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "150 hw_reset sched=gfx dropped=2"});
  CHECK(bench.reset_irqs() == Times{150});
}

TEST_CASE(
    "reset: a stuck reset fails as often as configured, changes nothing, and costs its time") {
  GpuBench bench(with_resets(separate_rings(1), {50, 2}));
  bench.gpu.faults().set(bench.job("a"), hang());
  bench.cpu(0, [&] { bench.submit("a", 10); });
  const auto kind = GENERATE(ResetKind::ring, ResetKind::full, ResetKind::soft_recovery);
  bench.cpu(100, [&] {
    for (int attempt = 1; attempt <= 3; ++attempt) {
      bench.reset(kind);
      CHECK(bench.reset_status() == reset_status::busy);
      bench.world.cpu().sleep_for(50);
      CHECK(bench.reset_status() == (attempt < 3 ? reset_status::failed : 0u));
      CHECK(((bench.status() & ring_status::hung) != 0) == (attempt < 3));
    }
    CHECK(bench.bus.read32(bench.gpu.resources(0).reset_registers +
                           offsetof(ResetRegisters, attempts)) == 3);
  });
  bench.run();
  CHECK(bench.log.size() == 2);
  CHECK(bench.world.now() == 250);
}

TEST_CASE("reset: what executes goes on during a reset that fails") {
  GpuBench bench(with_resets(separate_rings(1), {1'000, kEveryAttempt}));
  bench.cpu(0, [&] {
    bench.submit("a", 100);
    bench.reset(ResetKind::ring);
  });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "100 hw_done job=a sched=gfx"});
}

TEST_CASE("soft recovery: kills the hung job alone, its fence is written and the ring goes on") {
  GpuBench bench(separate_rings(1));
  bench.gpu.faults().set(bench.job("a"), hang());
  bench.cpu(0, [&] {
    bench.submit("a", 10);
    bench.submit("b", 10);
  });
  bench.cpu(100, [&] { bench.reset(ResetKind::soft_recovery); });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx fault=hang", "100 hw_start job=b sched=gfx",
                           "100 hw_kill job=a sched=gfx", "110 hw_done job=b sched=gfx"});
  CHECK(bench.fence() == 2);
  CHECK(bench.fence_irqs() == Times{100, 110});
}

TEST_CASE("soft recovery: a job that ends meanwhile spares its successor") {
  GpuBench bench(with_resets(separate_rings(1), {50, 0}));
  bench.cpu(0, [&] {
    bench.submit("a", 120);
    bench.submit("b", 100);
  });
  bench.cpu(100, [&] { bench.reset(ResetKind::soft_recovery); });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "120 hw_start job=b sched=gfx",
                           "120 hw_done job=a sched=gfx", "220 hw_done job=b sched=gfx"});
}

TEST_CASE("soft recovery: on a wide engine the oldest job of the ring is the one that is killed") {
  GpuBench bench(shared_engine(1, 2));
  bench.cpu(0, [&] {
    bench.submit("a", 1'000);
    bench.submit("b", 500);
  });
  bench.cpu(100, [&] { bench.reset(ResetKind::soft_recovery); });
  bench.run();
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx", "0 hw_start job=b sched=gfx",
                           "100 hw_kill job=a sched=gfx", "500 hw_done job=b sched=gfx"});
}

TEST_CASE("soft recovery: of an idle ring does nothing") {
  GpuBench bench(separate_rings(1));
  bench.cpu(0, [&] {
    bench.reset(ResetKind::soft_recovery);
    CHECK(bench.reset_status() == 0);
  });
  bench.run();
  CHECK(bench.log.empty());
  CHECK(bench.hazards().empty());
}

TEST_CASE("reset misuse: a second command meanwhile, and commands that do not exist") {
  GpuBench bench(with_resets(separate_rings(1), {50, 0}));
  const std::uint64_t command =
      bench.gpu.resources(0).reset_registers + offsetof(ResetRegisters, command);
  bench.cpu(0, [&] {
    bench.bus.write32(command, reset_command(ResetKind::ring, 1));  // there is one ring only
    bench.bus.write32(command, reset_command(ResetKind::none));
    bench.bus.write32(command, 77);
    bench.bus.write32(command, reset_command(ResetKind::ring, 0));
    CHECK(bench.bus.read32(command) == reset_command(ResetKind::ring, 0));
    bench.bus.write32(command, reset_command(ResetKind::full));
  });
  bench.run();
  CHECK(bench.hazards() == Lines{"reset command 0x102 does not exist",
                                 "reset command 0x0 does not exist",
                                 "reset command 0x4d does not exist",
                                 "reset command 0x1 while another is being carried out"});
  CHECK(bench.log == Lines{"50 hw_reset sched=gfx dropped=0"});
}

}  // namespace
}  // namespace drmsim::hw
