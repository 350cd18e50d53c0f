// Hardware fences: their owner is told of the first who waits, an error is set before the signal or
// not at all, and their memory goes with the last reference.
#include "scenarios/drivers/common/hw_fence.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/support/model_bench.h"

namespace drmsim::scenarios {
namespace {

struct CountWaits final : FenceAudience {
  void somebody_waits() override { ++times; }
  int times = 0;
};

}  // namespace

TEST_CASE("example: a fence that is cancelled after it has signalled keeps its result") {
  tests::ModelBench bench;
  sim::World& world = bench.world;
  drm::Api& api = *bench.api;
  CountWaits waits;
  const auto new_fence = [&] {
    return new OwnHwFence(api, world, world.intern("gfx"), "mine", sim::Where::here());
  };
  bench.in_task([&] {
    OwnHwFence* object = new_fence();
    CHECK_FALSE(object->held());
    object->tell(&waits);
    drm::Fence& fence = object->init(bench.lock, 5, 17);
    CHECK(object->held());
    CHECK(object->label() == "gfx 5:17");
    api.dma_fence_enable_sw_signaling(fence);
    api.dma_fence_enable_sw_signaling(fence);
    CHECK(waits.times == 1);
    api.dma_fence_signal(fence);
    CHECK_FALSE(set_error_unless_signaled(api, bench.lock, fence, -drm::kEcanceled));
    cancel_fence(api, bench.lock, fence, -drm::kEcanceled);
    CHECK(api.error(fence) == 0);
    const std::size_t alive = world.memory().alive();
    api.dma_fence_put(&fence);
    world.rcu().barrier();  // after a grace period
    CHECK(world.memory().alive() == alive - 1);

    drm::Fence& lost = new_fence()->init(bench.lock, 5, 18);
    cancel_fence(api, bench.lock, lost, -drm::kEcanceled);
    CHECK(api.test_signaled(lost));
    CHECK(api.error(lost) == -drm::kEcanceled);
    api.dma_fence_put(&lost);
  });
  CHECK(world.hazards().empty());
}

}  // namespace drmsim::scenarios
