// A fence whose memory is gone with the last put, beside one whose memory waits for readers.
#include "scenarios/drivers/common/fence_freed_at_once.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/support/model_bench.h"

namespace drmsim::scenarios {

TEST_CASE("example: the memory of a fence that is freed at once does not wait for readers") {
  tests::ModelBench bench;
  sim::World& world = bench.world;
  drm::Api& api = *bench.api;
  const sim::NameId ring = world.intern("gfx");
  const auto gone_after_put = [&](OwnHwFence* object) {
    drm::Fence& fence = object->init(bench.lock, 1, 1);
    const std::size_t alive = world.memory().alive();
    world.rcu().read_lock();
    api.dma_fence_put(&fence);
    const bool gone = world.memory().alive() < alive;
    world.rcu().read_unlock();
    world.rcu().barrier();
    CHECK(world.memory().alive() == alive - 1);
    return gone;
  };
  bench.in_task([&] {
    const sim::Where where = sim::Where::here();
    CHECK(gone_after_put(new FenceFreedAtOnce(api, world, ring, "mine", where)));
    CHECK_FALSE(gone_after_put(new OwnHwFence(api, world, ring, "mine", where)));
  });
  CHECK(world.hazards().empty());
}

}  // namespace drmsim::scenarios
