// Kernel code that loses its processor: held at the kernel's own functions, by their names.
#include <catch2/catch.hpp>

#include <string>

#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("kernel points: who waits for a pusher without a lock lets time pass") {
  ApiBench bench;
  drm::Api& api = *bench.api;
  // The second push stops after it has taken its place in the queue, before it links itself there.
  bench.world.holds().add({"client", sim::Point::atomic, "spsc_queue_push", 4, 50'000});
  drm::Fence* gate = &bench.fence().memory.fence();
  bench.world.spawn_task("other", [&] {
    bench.world.cpu().sleep_for(10'000);
    api.dma_fence_signal(*gate);  // the first job is popped, and its successor is not there yet
  });
  bench.in_task([&] {
    drm::Fence* first = bench.submit("j0", api.dma_fence_get(gate));
    drm::Fence* second = bench.submit("j1");
    CHECK(bench.world.now() == 50'000);
    CHECK(bench.calls == Lines{});
    bench.world.cpu().sleep_for(1'000);
    CHECK(bench.calls == Lines{"run_job j0"});
    bench.complete();
    bench.world.cpu().sleep_for(1'000);
    bench.complete();
    bench.world.cpu().sleep_for(1'000);
    CHECK(bench.calls.back() == "free_job j1");
    for (drm::Fence* fence : {gate, first, second}) api.dma_fence_put(fence);
  });
  CHECK(bench.world.holds().unused().empty());
  bench.tear_down();
}

TEST_CASE("kernel points: a job that is put back is not looked at once it may be gone") {
  ApiBench bench({.name = "gfx", .timeout_ns = 1'000'000});
  bench.world.holds().add({"tdr", sim::Point::unlock, "job_reinsert", 1, 50'000});
  bench.on_timeout = [&](drm::Job& job) {
    bench.complete();
    bench.api->drm_sched_job_reinsert_on_false_timeout(*bench.scheduler, job);
    CHECK(bench.calls.back() == "free_job j0");  // while the handler was held
    return drm::SchedStat::nominal;
  };
  bench.in_task([&] {
    bench.api->dma_fence_put(bench.submit("j0"));
    bench.world.cpu().sleep_for(2'000'000);
  });
  CHECK(bench.world.holds().unused().empty());
  bench.tear_down();
}

TEST_CASE("kernel points: the scheduler can be stopped between a look at it and queueing work") {
  ApiBench bench;
  bench.world.holds().add({"client", sim::Point::queueing, "drm_sched_run_job_queue", 1, 50'000});
  bench.world.spawn_task("other", [&] {
    bench.world.cpu().sleep_for(10'000);
    bench.api->drm_sched_wqueue_stop(*bench.scheduler);
  });
  bench.in_task([&] {
    bench.api->dma_fence_put(bench.submit("j0"));
    CHECK(bench.world.now() == 50'000);
    bench.world.cpu().sleep_for(1'000);
    CHECK(bench.calls == Lines{});  // the worker of 6.12 looks once more
    bench.api->drm_sched_wqueue_start(*bench.scheduler);
    bench.world.cpu().sleep_for(1'000);
    CHECK(bench.calls == Lines{"run_job j0"});
    bench.complete();
    bench.world.cpu().sleep_for(1'000);
  });
  CHECK(bench.world.holds().unused().empty());
  bench.tear_down();
}

TEST_CASE("kernel points: shared state is read without a lock, marked and plain") {
  ApiBench bench;
  // READ_ONCE(sched->pause_submit), and entity->stopped as it stands.
  bench.world.holds().add({"run", sim::Point::read, "drm_sched_run_job_work", 1, 50'000});
  bench.world.holds().add({"client", sim::Point::read, "drm_sched_entity_is_idle", 1, 20'000});
  drm::Fence* gate = &bench.fence().memory.fence();
  bench.in_task([&] {
    bench.api->dma_fence_put(bench.submit("j0", bench.api->dma_fence_get(gate)));
    drm::Process exiting = bench.process;
    exiting.exiting = true;
    bench.api->drm_sched_entity_flush(*bench.entity, exiting, 1'000);
    bench.api->dma_fence_signal(*gate);
    bench.world.cpu().sleep_for(100'000);
    bench.complete();
    bench.world.cpu().sleep_for(1'000);
    bench.api->dma_fence_put(gate);
  });
  CHECK(bench.world.holds().unused().empty());
  bench.tear_down();
}

}  // namespace
}  // namespace drmsim::drm::test
