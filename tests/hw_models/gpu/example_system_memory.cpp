// What the CPU and a device share: addresses that are real, and writes that are noticed.
#include "hw_models/gpu/system_memory.h"

#include <catch2/catch.hpp>

namespace drmsim::hw {
namespace {

TEST_CASE("example: words are handed out zeroed, and only write32 tells who waits for them") {
  struct Waiter final : MemoryWatch {
    void memory_written() override { ++times; }
    int times = 0;
  };
  SystemMemory memory(16);
  const std::uint64_t buffer = memory.allocate(12);
  const std::uint64_t fence = memory.allocate(1);
  CHECK(memory.free_dwords() == 3);
  CHECK(memory.read32(fence) == 0);
  CHECK(memory.direct(buffer) + (fence - buffer) / 4 == memory.direct(fence));
  CHECK(memory.contains(buffer, 13 * 4));
  CHECK_FALSE(memory.contains(buffer, 14 * 4));  // there, but nobody's
  CHECK_FALSE(memory.contains(fence + 1, 4));
  CHECK_FALSE(memory.contains(0, 4));  // a forgotten address is nowhere

  Waiter waiter;
  memory.watch(fence, waiter);
  *memory.direct(fence) = 1;  // as the CPU stores: nobody is told
  CHECK(waiter.times == 0);
  CHECK(memory.read32(fence) == 1);
  memory.write32(buffer, 1);
  CHECK(waiter.times == 0);
  memory.write32(fence, 1);  // the same value: it is written all the same
  CHECK(waiter.times == 1);
  memory.unwatch(waiter);
  CHECK_FALSE(waiter.watching());
  memory.write32(fence, 2);
  CHECK(waiter.times == 1);
}

}  // namespace
}  // namespace drmsim::hw
