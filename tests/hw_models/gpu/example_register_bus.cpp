// Several blocks behind one socket, each in a page of its own, until the device is lost.
#include "hw_models/gpu/register_bus.h"

#include <catch2/catch.hpp>

#include "hw_models/gpu/mmio_master.h"
#include "sim/world.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: blocks are found by their pages, and a lost device answers with all ones") {
  struct Word final : RegisterBlock {
    bool read_register(std::uint32_t offset, std::uint32_t& value) const override {
      value = word;
      return offset == 0;
    }
    bool write_register(std::uint32_t offset, std::uint32_t value) override {
      word = value;
      return offset == 0;
    }
    std::uint32_t word = 0;
  };
  sim::World world;
  Word clock;
  Word power;
  RegisterBus device("device");
  MmioMaster bus("bus", world);
  bus.socket.bind(device.socket);
  const std::uint64_t at_clock = device.map(clock);
  const std::uint64_t at_power = device.map(power);
  CHECK(at_power - at_clock == RegisterBus::kPageBytes);
  world.spawn_task("driver", [&] {
    bus.write32(at_power, 3);
    CHECK(power.word == 3);
    CHECK(bus.read32(at_clock) == 0);
    bus.read32(at_power + RegisterBus::kPageBytes);  // a page that nobody has
    CHECK(world.hazards().all().size() == 1);
    device.lose();
    bus.write32(at_power, 4);
    CHECK(power.word == 3);
    CHECK(bus.read32(at_power) == 0xffffffff);
    CHECK(bus.read32(at_power + RegisterBus::kPageBytes) == 0xffffffff);
    CHECK(world.hazards().all().size() == 1);  // none of it is an error on the bus
  });
  world.run();
  world.end();
}

}  // namespace
}  // namespace drmsim::hw
