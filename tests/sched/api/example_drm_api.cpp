// The life of a job, told by the events that the api emits and nobody else has to.
#include "sched/api/drm_api.h"

#include <catch2/catch.hpp>

#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: the api logs a job's life, and consumes what it is handed") {
  ApiBench bench({.name = "gfx", .credit_limit = 2});
  drm::Api& api = *bench.api;
  bench.in_task([&] {
    drm::Fence& flip = bench.fence().memory.fence();  // of a display, say
    api.dma_fence_get(&flip);                         // ours; the first one is handed over
    drm::Fence* finished = bench.submit("draw", &flip);
    bench.world.cpu().sleep_for(100);
    CHECK(bench.calls.empty());  // it waits
    CHECK_FALSE(api.dma_fence_wait_timeout(*finished, 50));
    api.dma_fence_signal(flip);
    bench.world.cpu().sleep_for(50);
    CHECK(api.references(flip) == 2);  // the job keeps its own until its cleanup
    bench.complete();
    CHECK(api.dma_fence_wait_timeout(*finished));
    CHECK(api.dma_fence_get_status(*finished) == 1);
    bench.world.cpu().sleep_for(1);
    CHECK(api.references(flip) == 1);
    api.dma_fence_put(&flip);
    api.dma_fence_put(finished);
  });
  // No credit was in use, and nothing queued, when it was pushed.
  CHECK(bench.log.lines({"push", "scheduled", "finished", "free_job"}) ==
        Lines{"0 push job=draw entity=a sched=gfx id=1 queued=0 credits_in_use=0 "
              "fence_context=2 fence_seqno=1",
              "150 scheduled job=draw sched=gfx", "200 finished job=draw sched=gfx error=0",
              "200 free_job job=draw"});
  CHECK(bench.log.count("run_job") == 0);  // with a fence that is the driver's to say
  bench.tear_down();
}

}  // namespace
}  // namespace drmsim::drm::test
