// Another register file behind the apertures of a V3D: a simulator of an older core.
#include "hw_models/v3d/v3d_bus.h"

#include <map>

#include <catch2/catch.hpp>

#include "hw_models/gpu/mmio_master.h"
#include "hw_models/v3d/v3d_registers.h"
#include "sim/world.h"

namespace drmsim::hw {
namespace {

TEST_CASE(
    "example: what an aperture takes is up to its register file, and nothing is behind them") {
  struct OldCore final : V3dRegisterFile {
    std::uint32_t read(std::uint64_t address) const override {
      const auto found = registers.find(address);
      return found == registers.end() ? 0 : found->second;
    }
    void write(std::uint64_t address, std::uint32_t value) override { registers[address] = value; }
    std::map<std::uint64_t, std::uint32_t> registers{{V3dApertures::kBridge, 3u << 8}};
  };
  sim::World world;
  OldCore core;
  V3dBus apertures("apertures", core);
  MmioMaster bus("bus", world);
  bus.socket.bind(apertures.socket);
  world.spawn_task("driver", [&] {
    CHECK(bus.read32(V3dApertures::kBridge + V3dBridge::kRevision) >> 8 == 3);
    bus.write32(V3dApertures::kHub + V3dInterrupts::kMaskSet, 1);
    CHECK(core.registers.count(V3dApertures::kHub + V3dInterrupts::kMaskSet) == 1);
    CHECK(bus.read32(V3dApertures::kCore + 0xffc) == 0);  // unknown, but taken
    CHECK(world.hazards().empty());
    bus.read32(V3dApertures::kBridge + V3dApertures::kBytes);  // behind the last one
    bus.read32(2);                                             // not aligned
  });
  world.run();
  CHECK(world.hazards().all().size() == 2);
  world.end();
}

}  // namespace
}  // namespace drmsim::hw
