// A drm::Api that watches another: references taken and dropped, by the model's own functions.
#include "sched/model/model_api.h"

#include <catch2/catch.hpp>

#include "sched/model/job.h"
#include "tests/sched/api/support/api_bench.h"
#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

// The references that drivers and clients take through the api; the scheduler's own are not here.
class CountingApi final : public ModelApi {
 public:
  using ModelApi::ModelApi;
  Fence* dma_fence_get(Fence* fence, Where where) override {
    ++taken;
    return ModelApi::dma_fence_get(fence, where);
  }
  void dma_fence_put(Fence* fence, Where where) override {
    --taken;
    ModelApi::dma_fence_put(fence, where);
  }
  int taken = 0;
};

TEST_CASE("example: a derived api sees each call, and a handle is the model's object") {
  sim::World world;
  sim::Workqueue system_wq(world, "events", sim::WorkqueueKind::unordered);
  CountingApi counting({world, system_wq});
  Api& api = counting;
  sim::SpinLock lock(world, "lock");
  world.spawn_task("client", [&] {
    auto* storage = new ApiFence(world);
    Fence& handle = api.dma_fence_init(storage->memory, *storage, lock, 5, 17);
    CHECK(handle.seqno() == 17);  // sched/model/dma_fence.h knows what it is
    CHECK(handle.context() == api.context(handle));
    CHECK(api.dma_fence_get(&handle) == &handle);
    CHECK(handle.references() == 2);
    CHECK(counting.taken == 1);
    api.dma_fence_put(&handle);
    CHECK(counting.taken == 0);
    api.dma_fence_put(&handle);
    world.rcu().barrier();
    CHECK(storage->freed());
  });
  world.run();
  CHECK(world.hazards().empty());
}

}  // namespace
}  // namespace drmsim::drm::test
