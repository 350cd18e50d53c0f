// A client that is killed while it has jobs queued, and a stranger who closes the same file.
#include "sched/api/process.h"

#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE(
    "example: a flush kills the queue of the process that pushed last, if that is being killed") {
  const bool same = GENERATE(true, false);
  ApiBench bench({.name = "gfx", .credit_limit = 1});
  drm::Api& api = *bench.api;
  bench.in_task([&] {
    drm::Fence* running = bench.submit("j0");  // by process 1
    drm::Fence* queued = bench.submit("j1");
    bench.world.cpu().sleep_for(1);
    const drm::Process dying{.id = same ? 1u : 2u, .exiting = true, .sigkill = true};
    api.drm_sched_entity_flush(*bench.entity, dying, 5'000'000);  // it waits at most that long
    CHECK(bench.world.now() == 5'000'001);
    bench.complete();
    bench.world.cpu().sleep_for(1);
    CHECK(api.dma_fence_get_status(*running) == 1);
    if (same) {
      CHECK(api.dma_fence_get_status(*queued) == -kEsrch);
    } else {
      CHECK(bench.calls.back() == "run_job j1");  // whose it is not goes on
      bench.complete();
    }
    api.dma_fence_put(running);
    api.dma_fence_put(queued);
  });
  bench.tear_down();
}

}  // namespace
}  // namespace drmsim::drm::test
