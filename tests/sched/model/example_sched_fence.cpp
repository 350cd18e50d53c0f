// From a fence that was handed around to the job that it belongs to, and to when it is due.
#include "sched/model/sched_fence.h"

#include <catch2/catch.hpp>

#include "sched/model/scheduler.h"
#include "tests/sched/model/support/one_gpu.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE(
    "example: a job's fences lead to its scheduler, keep the soonest deadline, and outlive it") {
  OneGpu one({.release = ReleaseId::linux_7_3});
  Fence* finished = nullptr;
  one.rig.at(0, [&] {
    FakeJob& job = one.rig.init_job(one.entity, {.name = "frame"});
    job.drm_sched_job_arm();
    finished = dma_fence_get(&job.finished());
    SchedFence& fence = *finished->sched_fence();
    CHECK(&fence.finished() == finished);
    CHECK(fence.scheduler() == &one.scheduler);
    CHECK(one.rig.world.names().text(fence.job()) == "frame");
    CHECK(fence.deadline_ns() == sim::kForever);  // nobody has asked
    dma_fence_set_deadline(*finished, 16'000);
    dma_fence_set_deadline(*finished, 33'000);
    CHECK(fence.deadline_ns() == 16'000);
    CHECK(fence.parent == nullptr);
    one.entity.drm_sched_entity_push_job(job, one.rig.process);
    one.rig.world.cpu().sleep_for(1);
    REQUIRE(fence.parent != nullptr);  // what run_job() returned has heard of it, too
    CHECK(static_cast<FakeFence*>(fence.parent)->deadlines_ns == std::vector<sim::TimeNs>{16'000});
    CHECK(fence.scheduled().test_signaled());
    CHECK_FALSE(finished->test_signaled());
  });
  one.rig.run();
  CHECK(one.rig.log.jobs("free_job") == "frame");
  CHECK(finished->timestamp_ns() == 10'000);
  CHECK_THAT(finished->label(), Catch::StartsWith("finished"));
  FakeFence& hardware = FakeFence::make(one.rig.world);
  CHECK(hardware.sched_fence() == nullptr);
  dma_fence_put(&hardware);
  dma_fence_put(finished);  // the last: the memory of both goes, after a grace period
  one.expect_clean();
}

}  // namespace
}  // namespace drmsim::drm::test
