// A ring on the memory of another platform waits for a word that the platform's processor writes.
#include "hw_models/gpu/dma_master.h"

#include <catch2/catch.hpp>

#include "tests/hw_models/gpu/platform_example.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: a ring sees the writes of another bus master when the platform tells it",
          "[sc_thread]") {
  platform_example::Platform platform;
  platform.world.run();  // its processor's own job; sockets are connected now
  constexpr std::uint64_t kSemaphore = 512;
  std::uint32_t& semaphore = platform.ram.words[kSemaphore / 4];
  const std::uint32_t& fence = platform.ram.words[platform_example::Processor::kFence / 4];

  std::uint32_t wptr = 0;
  CHECK(platform.ring.read_register(offsetof(RingRegisters, wptr), wptr));
  RingWriter writer(platform.dma.direct(0), platform_example::Processor::kDwords);
  writer.restart(wptr);
  writer.wait_semaphore(kSemaphore, 7);
  writer.execute(sim::JobTag{0, 2}, 500);
  writer.write_fence(platform_example::Processor::kFence, 2, false);
  platform.ring.write_register(offsetof(RingRegisters, wptr), writer.wptr());
  platform.world.run();
  CHECK(fence == 1);

  semaphore = 7;  // by a transaction that went past the ring
  platform.world.run();
  CHECK(fence == 1);
  platform.dma.written(kSemaphore);
  platform.world.run();
  CHECK(fence == 2);  // written by the ring, with a transaction of its own
  CHECK(platform.dma.read32(platform_example::Processor::kFence) == 2);
  CHECK(platform.world.hazards().empty());
}

}  // namespace
}  // namespace drmsim::hw
