// Memory of one's own under a ring: it counts what the hardware writes, and what it must not touch.
#include "hw_models/gpu/memory_if.h"

#include <array>

#include <catch2/catch.hpp>

#include "tests/hw_models/gpu/lifted_ring.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: a ring works on any memory that answers to addresses and tells its watchers") {
  constexpr std::uint64_t kBase = 0x8000;
  class Sram final : public MemoryIf {
   public:
    bool contains(std::uint64_t address, std::uint64_t bytes) const override {
      return address % 4 == 0 && address >= kBase && address - kBase + bytes <= sizeof words_;
    }
    std::uint32_t* direct(std::uint64_t address) override { return &words_[(address - kBase) / 4]; }
    std::uint32_t read32(std::uint64_t address) const override {
      return words_[(address - kBase) / 4];
    }
    void write32(std::uint64_t address, std::uint32_t value) override {
      ++writes;
      words_[(address - kBase) / 4] = value;
      watches_.tell(address);  // a ring may wait for it
    }
    void watch(std::uint64_t address, MemoryWatch& watch) override { watches_.add(address, watch); }
    void unwatch(MemoryWatch& watch) override { watch.unlink(); }
    int writes = 0;

   private:
    std::array<std::uint32_t, 128> words_{};
    MemoryWatches watches_;
  };
  sim::World world;
  Sram memory;
  LiftedRing lifted(world, memory, kBase);
  constexpr std::uint64_t kFence = kBase + 256;
  constexpr std::uint64_t kSemaphore = kFence + 4;
  lifted.writer.wait_semaphore(kSemaphore, 1);
  lifted.writer.execute(sim::JobTag{world.intern("job"), 0}, 100);
  lifted.writer.write_fence(kFence, 5, false);
  lifted.writer.write_fence(kFence + 4096, 6, false);  // no memory is there
  lifted.doorbell();
  world.run();
  CHECK(lifted.read(offsetof(RingRegisters, status)) ==
        (ring_status::busy | ring_status::wait_semaphore));
  memory.write32(kSemaphore, 1);  // as any other master of this memory
  world.run();
  CHECK(memory.read32(kFence) == 5);
  CHECK(memory.writes == 2);
  REQUIRE(world.hazards().all().size() == 1);
  CHECK(world.hazards().all().front().kind == sim::HazardKind::hardware_misuse);
  world.end();
}

}  // namespace
}  // namespace drmsim::hw
