// A driver's hang check: two looks at the registers tell a slow job from one that is stuck.
#include "hw_models/gpu/ring_registers.h"

#include <catch2/catch.hpp>

#include "tests/hw_models/gpu/gpu_bench.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: progress of the same job between two looks means slow, none means stuck") {
  GpuBench bench(separate_rings(1));
  bench.gpu.faults().set(bench.job("stuck"), hang());
  struct Look {
    std::uint64_t job;
    std::uint32_t progress;
  };
  const auto look = [&] {
    const std::uint64_t low = bench.read(0, offsetof(RingRegisters, job_lo));
    const std::uint64_t high = bench.read(0, offsetof(RingRegisters, job_hi));
    return Look{low | high << 32, bench.read(0, offsetof(RingRegisters, progress))};
  };
  const auto is_stuck = [&] {
    const Look first = look();
    bench.world.cpu().sleep_for(500);
    const Look second = look();
    return first.job != 0 && first.job == second.job && first.progress == second.progress;
  };
  bench.cpu(0, [&] {
    CHECK(look().job == 0);  // nothing on the engine
    bench.submit("slow", 10'000);
    bench.submit("stuck", 1);
    CHECK_FALSE(is_stuck());
    CHECK(look().job == bench.job("slow").bits());
    CHECK(look().progress == 500);  // ns
    bench.world.cpu().sleep_until(10'000);
    CHECK(bench.read(0, offsetof(RingRegisters, fence)) == 1);
    CHECK(look().job == bench.job("stuck").bits());
    CHECK(is_stuck());
    CHECK((bench.status() & ring_status::hung) != 0);
    bench.bus.write32(bench.gpu.resources(0).registers + offsetof(RingRegisters, status), 0);
  });
  bench.run();
  CHECK(bench.hazards().size() == 1);  // a write to what is read only
}

}  // namespace
}  // namespace drmsim::hw
