// A driver's ladder of recovery: the mildest command first, the next when that has no effect.
#include "hw_models/gpu/reset_registers.h"

#include <catch2/catch.hpp>

#include "tests/hw_models/gpu/gpu_bench.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: a driver goes from soft recovery to a full reset by what the status says") {
  GpuConfig config = separate_rings(1);
  config.reset_domains[0].soft_recovery.fails = kEveryAttempt;
  config.reset_domains[0].ring = {400, kEveryAttempt};
  config.reset_domains[0].full = {700, 0};
  GpuBench bench(config);
  const RingResources& ring = bench.gpu.resources(0);
  const auto read = [&](std::size_t offset) {
    return bench.bus.read32(ring.reset_registers + offset);
  };
  const auto succeeds = [&](ResetKind kind) {
    bench.bus.write32(ring.reset_registers + offsetof(ResetRegisters, command),
                      reset_command(kind, ring.reset_ring));
    while (read(offsetof(ResetRegisters, status)) == reset_status::busy) {
      bench.world.cpu().sleep_for(100);
    }
    return read(offsetof(ResetRegisters, status)) == 0;
  };
  bench.gpu.faults().set(bench.job("hangs"), hang());
  bench.cpu(0, [&] {
    bench.submit("hangs", 10);
    bench.world.cpu().sleep_for(1'000);
    for (const ResetKind kind : {ResetKind::soft_recovery, ResetKind::ring, ResetKind::full}) {
      if (succeeds(kind)) break;
      CHECK((bench.status() & ring_status::hung) != 0);  // as if nothing had been asked
    }
    CHECK(bench.world.now() == 1'000 + 400 + 700);  // the time of what failed is lost, too
    CHECK(read(offsetof(ResetRegisters, attempts)) == 3);
    CHECK(bench.status() == 0);
  });
  bench.run();
  CHECK(bench.log.back() == "2100 hw_reset sched=gfx dropped=1");
  CHECK(bench.world.hazards().empty());
}

}  // namespace
}  // namespace drmsim::hw
