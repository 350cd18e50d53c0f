// What a driver can do wrong with a ring, and that each of it is reported.
#include <catch2/catch.hpp>

#include "tests/hw_models/gpu/gpu_bench.h"

namespace drmsim::hw {
namespace {

using Times = std::vector<sim::TimeNs>;

bool reported(GpuBench& bench, std::string_view part) {
  for (const sim::Hazard& hazard : bench.world.hazards().all()) {
    if (hazard.kind == sim::HazardKind::hardware_misuse &&
        hazard.message.find(part) != std::string::npos) {
      return true;
    }
  }
  return false;
}

TEST_CASE("ring misuse: an illegal packet stops the ring until it is reset") {
  GpuBench bench(separate_rings(1));
  bench.cpu(0, [&] {
    bench.submit("a", 10'000);
    bench.writer().raw(0xdeadbeef);
    bench.submit("b", 10'000);
    CHECK(bench.status() == (ring_status::busy | ring_status::hung | ring_status::error));
  });
  bench.cpu(20'000, [&] {
    CHECK(bench.fence() == 1);  // what executed before has completed
    bench.reset(ResetKind::ring);
    CHECK(bench.status() == 0);
    bench.submit("c", 10'000);
  });
  bench.run();
  CHECK(reported(bench, "illegal packet 0xdeadbeef at RPTR 10"));
  CHECK(bench.error_irqs() == Times{0});
  CHECK(bench.log == Lines{"0 hw_start job=a sched=gfx",
                           "0 hw_fault sched=gfx fault=illegal_packet",
                           "10000 hw_done job=a sched=gfx", "20000 hw_reset sched=gfx dropped=0",
                           "20000 hw_start job=c sched=gfx", "30000 hw_done job=c sched=gfx"});
}

TEST_CASE("ring misuse: zeroed memory is not a packet") {
  GpuBench bench(separate_rings(1));
  bench.cpu(0, [&] {
    bench.writer().raw(0);
    bench.doorbell();
  });
  bench.run();
  CHECK(reported(bench, "illegal packet 0x00000000"));
}

TEST_CASE("ring misuse: a packet of a job that nobody knows is illegal") {
  GpuBench bench(separate_rings(1));
  bench.cpu(0, [&] {
    bench.writer().execute({1'000'000, 0}, 10'000);
    bench.doorbell();
  });
  bench.run();
  CHECK(reported(bench, "illegal packet"));
  CHECK(bench.log == Lines{"0 hw_fault sched=gfx fault=illegal_packet"});
}

TEST_CASE("ring misuse: a packet that is longer than what the doorbell covers is illegal") {
  GpuBench bench(separate_rings(1));
  bench.cpu(0, [&] {
    bench.writer().raw(PacketHeader::make(Opcode::execute, kExecuteDwords).bits);
    bench.doorbell();
  });
  bench.run();
  CHECK(reported(bench, "illegal packet"));
  CHECK(bench.log == Lines{"0 hw_fault sched=gfx fault=illegal_packet"});
}

TEST_CASE("ring misuse: a packet with a length that does not fit its opcode is illegal") {
  GpuBench bench(separate_rings(1));
  bench.cpu(0, [&] {
    bench.writer().raw(PacketHeader::make(Opcode::wait_idle, 2).bits);
    bench.writer().raw(0);
    bench.doorbell();
  });
  bench.run();
  CHECK(reported(bench, "illegal packet"));
}

TEST_CASE("ring misuse: a doorbell that overtakes the read pointer by more than the ring") {
  GpuConfig config = separate_rings(1);
  config.rings[0].size_dwords = 16;
  GpuBench bench(config);
  bench.cpu(0, [&] {
    bench.submit("a", 10'000);
    bench.submit("b", 10'000);  // waits with its 10 dwords
    bench.submit("c", 10'000);  // wrote over it
  });
  bench.run();
  CHECK(reported(bench, "doorbell beyond the ring: RPTR 10 WPTR 30 size 16"));
}

TEST_CASE("ring misuse: a doorbell while the ring is disabled") {
  GpuBench bench(separate_rings(1));
  bench.cpu(0, [&] {
    bench.bus.write32(bench.gpu.resources(0).registers + offsetof(RingRegisters, control), 0);
    bench.submit("a", 10'000);
  });
  bench.run();
  CHECK(reported(bench, "doorbell while disabled"));
  CHECK(bench.log.empty());
}

TEST_CASE("ring misuse: a doorbell during a reset") {
  GpuConfig config = separate_rings(1);
  config.reset_domains[0].ring.time_ns = 1'000;
  GpuBench bench(config);
  bench.cpu(0, [&] {
    bench.reset(ResetKind::ring);
    bench.submit("a", 10'000);
  });
  bench.run();
  CHECK(reported(bench, "doorbell in a reset"));
  CHECK(bench.log == Lines{"1000 hw_reset sched=gfx dropped=0"});
}

TEST_CASE("ring misuse: base and size cannot be written while the ring is enabled") {
  GpuBench bench(separate_rings(1));
  const std::uint64_t registers = bench.gpu.resources(0).registers;
  bench.cpu(0, [&] {
    const auto offset = GENERATE(offsetof(RingRegisters, base_lo), offsetof(RingRegisters, base_hi),
                                 offsetof(RingRegisters, size));
    const std::uint32_t before = bench.bus.read32(registers + offset);
    bench.bus.write32(registers + offset, 64);
    CHECK(bench.bus.read32(registers + offset) == before);
  });
  bench.run();
  CHECK(reported(bench, "base or size written while enabled"));
}

TEST_CASE("ring misuse: enabling a ring that has no buffer leaves it disabled") {
  GpuBench bench(separate_rings(1));
  const std::uint64_t registers = bench.gpu.resources(0).registers;
  const auto size = GENERATE(0u, 48u, 1u << 20);  // none, no power of two, beyond the memory
  bench.cpu(0, [&] {
    bench.bus.write32(registers + offsetof(RingRegisters, control), 0);
    bench.bus.write32(registers + offsetof(RingRegisters, size), size);
    bench.bus.write32(registers + offsetof(RingRegisters, control), ring_control::enable);
    CHECK(bench.bus.read32(registers + offsetof(RingRegisters, control)) == 0);
  });
  bench.run();
  CHECK(reported(bench, "no ring buffer"));
}

TEST_CASE("ring misuse: a fence to an address where no memory is") {
  GpuBench bench(separate_rings(1));
  const std::uint64_t address =
      GENERATE(std::uint64_t{0}, std::uint64_t{0x1002}, ~std::uint64_t{3});
  bench.cpu(0, [&] {
    bench.writer().execute(bench.job("a"), 10);
    bench.writer().write_fence(address, 1, true);
    bench.doorbell();
  });
  bench.run();
  CHECK(reported(bench, "where no memory is"));
  CHECK(bench.fence_irqs() == Times{10});  // the interrupt comes all the same
}

TEST_CASE("ring misuse: waiting for a semaphore where no memory is does not wait") {
  GpuBench bench(separate_rings(1));
  bench.cpu(0, [&] {
    bench.writer().wait_semaphore(0, 1);
    bench.submit("a", 10);
  });
  bench.run();
  CHECK(reported(bench, "WAIT_SEMAPHORE at 0x0"));
  CHECK(bench.fence() == 1);
}

TEST_CASE("ring misuse: registers that do not exist or are read only are bus errors") {
  GpuBench bench(separate_rings(1));
  const std::uint64_t registers = bench.gpu.resources(0).registers;
  bench.cpu(0, [&] {
    CHECK(bench.bus.read32(registers + sizeof(RingRegisters)) == ~0u);
    bench.bus.write32(registers + offsetof(RingRegisters, status), 1);
    bench.bus.write32(registers + offsetof(RingRegisters, rptr), 1);
    CHECK(bench.bus.read32(0x100000) == ~0u);
  });
  bench.run();
  CHECK(bench.hazards().size() == 4);
  CHECK(reported(bench, "bus error"));
  CHECK(reported(bench, "test_ring_misuse.cpp"));
  CHECK(bench.read(0, offsetof(RingRegisters, rptr)) == 0);
}

}  // namespace
}  // namespace drmsim::hw
