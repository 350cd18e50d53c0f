// Bookkeeping by handles: a driver that knows nothing of what is behind them.
#include "sched/api/drm_handles.h"

#include <algorithm>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE(
    "example: a handle is compared, kept and handed back, and tells what the api says of it") {
  // What a driver has of other people's objects: addresses, of types that are defined nowhere here.
  struct Context {
    drm::Entity* entity;
    std::vector<drm::Job*> on_ring;
  };
  ApiBench bench({.name = "gfx", .credit_limit = 2});
  drm::Api& api = *bench.api;
  Context context{bench.entity.get(), {}};
  bench.in_task([&] {
    drm::Job& a = bench.init_job("a").memory.job();
    drm::Job& b = bench.init_job("b").memory.job();
    context.on_ring = {&a, &b};
    CHECK(api.entity(a) == context.entity);
    for (drm::Job* job : context.on_ring) api.drm_sched_job_arm(*job);

    // A fence that came from elsewhere, through a sync_file for instance: whose is it?
    drm::Fence* stranger = &api.finished(b);
    CHECK(api.job_of(*stranger) == drm::JobMemory::of(*context.on_ring[1]).tag());
    CHECK(api.to_scheduled(*stranger) == &api.scheduled(b));
    drm::Fence& hardware = bench.fence().memory.fence();
    CHECK(api.to_scheduled(hardware) == nullptr);  // of no scheduler
    CHECK(api.job_of(hardware) == sim::JobTag{});
    api.dma_fence_put(&hardware);

    for (drm::Job* job : context.on_ring) api.drm_sched_entity_push_job(*job, bench.process);
    bench.world.cpu().sleep_for(1);
    CHECK(api.entity(a) == nullptr);  // it was popped
    bench.complete();
    bench.complete();
  });
  bench.tear_down();
}

}  // namespace
}  // namespace drmsim::drm::test
