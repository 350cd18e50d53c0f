// A driver's self-test at probe: the revision, and an interrupt that it makes itself.
#include "hw_models/v3d/v3d_registers.h"

#include <catch2/catch.hpp>

#include "tests/hw_models/v3d/v3d_bench.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: a probe reads the revision, and sets, masks and clears an interrupt") {
  constexpr std::uint32_t kTest = 1u << 5;  // a bit that no thread sets
  V3dBench bench;
  bench.run([&] {
    const std::uint32_t revision = bench.read(V3dApertures::kBridge + V3dBridge::kRevision);
    CHECK((revision >> 8 & 0xff) == 7);
    CHECK(bench.read(V3dInterrupts::kMaskStatus) == ~0u);  // all masked at power-on
    bench.write(V3dInterrupts::kSet, kTest);
    bench.world.cpu().sleep_for(10);
    CHECK(bench.interrupts.empty());
    bench.write(V3dInterrupts::kMaskClear, kTest);  // a set bit is unmasked: the line
    bench.world.cpu().sleep_for(10);
    CHECK(bench.interrupts == std::vector<sim::TimeNs>{10});
    bench.write(V3dInterrupts::kSet, kTest);  // a set bit that is not masked
    bench.world.cpu().sleep_for(10);
    CHECK(bench.interrupts.size() == 2);
    bench.write(V3dInterrupts::kMaskSet, kTest);
    bench.write(V3dInterrupts::kClear, kTest);
    CHECK(bench.read(V3dInterrupts::kStatus) == 0);
    CHECK((bench.read(V3dInterrupts::kMaskStatus) & kTest) != 0);
    bench.write(0x200, 1);  // the L2 cache does nothing here
    CHECK(bench.read(0x200) == 0);
  });
  CHECK(bench.interrupts.size() == 2);
  CHECK(bench.world.hazards().empty());
}

}  // namespace
}  // namespace drmsim::hw
