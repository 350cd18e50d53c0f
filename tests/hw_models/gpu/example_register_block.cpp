// A device of one's own behind a register bus, and its driver.
#include "hw_models/gpu/register_block.h"

#include <catch2/catch.hpp>

#include "hw_models/gpu/mmio_master.h"
#include "hw_models/gpu/register_bus.h"
#include "sim/world.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: a block of registers decides what can be read, written, or does not exist") {
  class Dice final : public RegisterBlock {  // 0: identity, ro; 4: seed, wo; 8: throw, ro
   public:
    bool read_register(std::uint32_t offset, std::uint32_t& value) const override {
      if (offset == 0) value = 0xd1ce;
      if (offset == 8) value = state_ % 6 + 1;
      return offset == 0 || offset == 8;
    }
    bool write_register(std::uint32_t offset, std::uint32_t value) override {
      if (offset != 4) return false;
      state_ = value;
      return true;
    }

   private:
    std::uint32_t state_ = 0;
  };
  sim::World world;
  Dice dice;
  RegisterBus registers("registers");
  MmioMaster bus("bus", world);
  bus.socket.bind(registers.socket);
  const std::uint64_t base = registers.map(dice);
  world.spawn_task("driver", [&] {
    CHECK(bus.read32(base) == 0xd1ce);
    bus.write32(base + 4, 9);
    CHECK(bus.read32(base + 8) == 4);
    CHECK(bus.read32(base + 8) == 4);  // a read changes nothing
    CHECK(world.hazards().empty());
    bus.write32(base, 0);   // read only
    bus.read32(base + 4);   // write only
    bus.read32(base + 12);  // not there
    bus.read32(base + 2);   // not aligned: does not come to the block
  });
  world.run();
  CHECK(world.hazards().all().size() == 4);
  world.end();
}

}  // namespace
}  // namespace drmsim::hw
