// A file in debugfs: what a client has queued, on which ring, and what its next job waits for.
#include "sched/model/entity.h"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "tests/sched/model/support/one_gpu.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE(
    "example: an entity tells its queue, its ring, and the fence that its next job waits for") {
  OneGpu one({.credit_limit = 1});
  Gpu& other = one.rig.add_gpu("gfx2", {.credit_limit = 1});
  const auto show = [](const Entity& entity) {
    return fmt::format(
        "{} {} on {}, {} queued{}", entity.name(), priority_name(entity.priority()),
        entity.scheduler() == nullptr ? "nothing" : entity.scheduler()->name(), entity.queued(),
        entity.dependency() == nullptr ? "" : ", waits for " + entity.dependency()->label());
  };
  FakeFence& flip = FakeFence::make(one.rig.world);
  Entity& client = one.rig.add_entity("client", {&one.gpu, &other}, Priority::high);
  CHECK(show(client) == "client high on gfx, 0 queued");
  CHECK(client.drm_sched_entity_is_idle());
  one.submit_at(0, {{.name = "load"}, {.name = "more load"}});  // of somebody else, on gfx
  one.rig.at(1, [&] {
    one.rig.submit(client, {.name = "j0"}, {&flip});
    one.rig.submit(client, {.name = "j1"});
  });
  one.rig.at(2, [&] {
    // It was idle, and so it has moved to the ring with less to do; there it stays now.
    CHECK(show(client) ==
          fmt::format("client high on gfx2, 2 queued, waits for {}", flip.Fence::label()));
    CHECK_FALSE(client.drm_sched_entity_is_ready());
    CHECK_FALSE(client.drm_sched_entity_is_idle());
  });
  one.rig.at(5'000, [&] { flip.dma_fence_signal(); });
  one.rig.run();
  CHECK(show(client) == "client high on gfx2, 0 queued");
  CHECK(client.drm_sched_entity_error() == 0);
  dma_fence_put(&flip);
  one.expect_clean();
}

}  // namespace
}  // namespace drmsim::drm::test
