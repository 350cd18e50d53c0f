// A trace of register accesses between a driver and its bus: the places stay the driver's.
#include "hw_models/gpu/mmio.h"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "tests/hw_models/gpu/gpu_bench.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: a tracer is an Mmio that passes accesses and their places on") {
  class Tracer final : public Mmio {
   public:
    explicit Tracer(Mmio& bus) : bus_(bus) {}
    std::uint32_t read32(std::uint64_t address, sim::Where where) override {
      const std::uint32_t value = bus_.read32(address, where);
      trace.push_back(fmt::format("{}: R {:x} {:x}", where.function(), address, value));
      return value;
    }
    void write32(std::uint64_t address, std::uint32_t value, sim::Where where) override {
      trace.push_back(fmt::format("{}: W {:x} {:x}", where.function(), address, value));
      bus_.write32(address, value, where);
    }
    std::vector<std::string> trace;

   private:
    Mmio& bus_;
  };
  struct Driver {
    void probe() {
      enabled = mmio.read32(ring.registers + offsetof(RingRegisters, control));
      nothing = mmio.read32(0xffff'0000);
    }
    Mmio& mmio;
    const RingResources& ring;
    std::uint32_t enabled = 0;
    std::uint32_t nothing = 0;
  };
  GpuBench bench(separate_rings(1));
  Tracer tracer(bench.bus);
  Driver driver{tracer, bench.gpu.resources(0)};
  bench.cpu(0, [&] { driver.probe(); });
  bench.run();
  CHECK(driver.enabled == ring_control::enable);
  CHECK(driver.nothing == 0xffffffff);  // as a bus does where nobody answers
  const std::uint64_t control = driver.ring.registers + offsetof(RingRegisters, control);
  CHECK(tracer.trace == std::vector<std::string>{fmt::format("probe: R {:x} 1", control),
                                                 "probe: R ffff0000 ffffffff"});
  const std::vector<sim::Hazard>& hazards = bench.world.hazards().all();
  REQUIRE(hazards.size() == 1);
  CHECK(hazards.front().kind == sim::HazardKind::hardware_misuse);
  CHECK(hazards.front().where.function() == std::string("probe"));
}

}  // namespace
}  // namespace drmsim::hw
