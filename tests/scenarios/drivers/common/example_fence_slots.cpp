// The fences that a ring owes: numbered, handed out oldest first up to what was written, each once;
// more than the ring holds is misuse of the hardware.
#include "scenarios/drivers/common/fence_slots.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/support/model_bench.h"

namespace drmsim::scenarios {

TEST_CASE("example: an interrupt handler takes what the ring has written, and a reset the rest") {
  tests::ModelBench bench;
  FenceSlots slots(bench.world, 3);
  drm::Fence* fences[] = {&bench.fence(), &bench.fence(), &bench.fence()};
  bench.in_task([&] {
    CHECK(slots.emit(*fences[0]) == 1);
    CHECK(slots.take_completed(0) == nullptr);
    CHECK(slots.emit(*fences[1]) == 2);
    CHECK(slots.emit(*fences[2]) == 3);
    CHECK(slots.full());
    // One interrupt for two numbers.
    CHECK(slots.take_completed(2) == fences[0]);
    CHECK(slots.take_completed(2) == fences[1]);
    CHECK(slots.take_completed(2) == nullptr);
    CHECK(slots.take_completed(1) == nullptr);  // a stale number is not the future
    CHECK(slots.take_any() == fences[2]);       // whose number will never be written
    CHECK(slots.take_any() == nullptr);
    CHECK(slots.emitted() == 3);
    for (drm::Fence* fence : fences) {
      CHECK(bench.api->references(*fence) == 1);  // it holds none: that is the driver's decision
      bench.api->dma_fence_put(fence);
    }
  });
  CHECK(bench.world.hazards().empty());
}

TEST_CASE("example: a job too many for the ring ends the run") {
  tests::ModelBench bench;
  FenceSlots slots(bench.world, 1);
  drm::Fence& fence = bench.fence();
  bool went_on = false;
  bench.in_task([&] {
    slots.emit(fence);
    slots.emit(fence);
    went_on = true;
  });
  bench.world.end();  // unwinds the task, which is inside of emit(), while the slots are there
  CHECK_FALSE(went_on);
  REQUIRE(!bench.world.hazards().empty());
  CHECK(bench.world.hazards().all().front().kind == sim::HazardKind::hardware_misuse);
}

}  // namespace drmsim::scenarios
