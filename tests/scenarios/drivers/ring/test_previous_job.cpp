// What prepare_job() of the ring driver may wait for: the fences of the job before.
#include "scenarios/drivers/ring/previous_job.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/drivers/common/scheduler_bench.h"

namespace drmsim::scenarios {
namespace {

// One job that has been handed over, and its hardware fence.
struct OneJob : tests::SchedulerBench {
  OneJob() : previous(world, *api) {
    on_run = [this](drm::Job& ran) {
      job = &ran;
      hardware = &fence();
      previous.remember(ran, *hardware);
      return drm::RunJobResult::hardware_fence(hardware);
    };
  }
  drm::Fence* hardware_fence() {
    return previous.with_hardware([](drm::Fence* fence) { return fence; });
  }
  drm::Fence* finished_fence() {
    return previous.with_finished([](drm::Fence* fence) { return fence; });
  }

  PreviousJob previous;
  drm::Job* job = nullptr;
  drm::Fence* hardware = nullptr;
};

}  // namespace

TEST_CASE("previous job: before the first there is nothing to wait for") {
  OneJob bench;
  bench.in_task([&] {
    CHECK(bench.hardware_fence() == nullptr);
    CHECK(bench.finished_fence() == nullptr);
    bench.previous.forget();  // nothing
    bench.take_down();
  });
  CHECK(bench.world.hazards().empty());
}

TEST_CASE("previous job: both its fences are held until another comes, or the driver goes") {
  OneJob bench;
  bench.in_task([&] {
    drm::Fence* finished = bench.submit("a");
    bench.world.cpu().sleep_for(1);
    REQUIRE(bench.hardware != nullptr);
    CHECK(bench.hardware_fence() == bench.hardware);
    CHECK(bench.finished_fence() == finished);
    drm::Fence* first = bench.hardware;
    bench.api->dma_fence_signal(*first);
    bench.world.cpu().sleep_for(1);
    CHECK(bench.freed == "a ");  // the job is gone; the fences are held
    CHECK(bench.hardware_fence() == first);
    CHECK(bench.api->references(*first) == 2);  // the other is the finished fence's, of its parent

    drm::Fence* other = bench.submit("b");
    bench.world.cpu().sleep_for(1);
    CHECK(bench.hardware_fence() == bench.hardware);
    CHECK(bench.hardware_fence() != first);
    CHECK(bench.finished_fence() == other);
    bench.api->dma_fence_signal(*bench.hardware);
    bench.world.cpu().sleep_for(1);
    bench.previous.forget();
    CHECK(bench.hardware_fence() == nullptr);
    bench.api->dma_fence_put(finished);
    bench.api->dma_fence_put(other);
    bench.take_down();  // reports what was leaked
  });
  CHECK(bench.world.hazards().empty());
}

TEST_CASE("previous job: the hardware fence is given out for the job that it belongs to alone") {
  OneJob bench;
  bench.in_task([&] {
    drm::Fence* finished = bench.submit("a");
    bench.world.cpu().sleep_for(1);
    drm::Job* first = bench.job;
    drm::Fence* fence = bench.previous.hardware_fence_of(*first);
    REQUIRE(fence == bench.hardware);
    bench.api->dma_fence_put(fence);  // with a reference

    JobRequest request;
    request.tag = {bench.world.intern("b")};
    drm::Job& waiting = (new OneJob::Job(bench, request))->job();
    bench.api->drm_sched_job_arm(waiting);
    drm::Fence* other = bench.api->dma_fence_get(&bench.api->finished(waiting));
    bench.api->drm_sched_entity_push_job(waiting, bench.process);
    CHECK(bench.previous.hardware_fence_of(waiting) == nullptr);

    bench.api->dma_fence_signal(*fence);
    bench.world.cpu().sleep_for(1);
    CHECK(bench.job == &waiting);  // it runs now, and is the previous one
    drm::Fence* of_b = bench.previous.hardware_fence_of(waiting);
    CHECK(of_b == bench.hardware);
    bench.api->dma_fence_put(of_b);
    bench.api->dma_fence_signal(*bench.hardware);
    bench.world.cpu().sleep_for(1);
    bench.previous.forget();
    bench.api->dma_fence_put(finished);
    bench.api->dma_fence_put(other);
    bench.take_down();
  });
  CHECK(bench.world.hazards().empty());
}

}  // namespace drmsim::scenarios
