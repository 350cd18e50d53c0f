// What a job is to whom, and when: its submitter, its scheduler, its driver.
#include "sched/model/job.h"

#include <catch2/catch.hpp>

#include "sched/model/entity.h"
#include "sched/model/scheduler.h"
#include "tests/sched/model/support/one_gpu.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: a job is its submitter's until it is pushed, and its driver's in the end") {
  OneGpu one;
  Lines steps;
  one.gpu.driver.on_run = [&](FakeJob& job) -> std::optional<RunJobResult> {
    steps.emplace_back("run");
    CHECK(job.entity() == nullptr);  // it has left its queue: never look there from here on
    CHECK(job.scheduler() == &one.scheduler);
    CHECK(job.submit_ts_ns() == 100);
    CHECK_FALSE(job.finished().test_signaled());
    return std::nullopt;
  };
  one.gpu.driver.before_free = [&](Job& job) {
    steps.emplace_back("free");
    CHECK(job.finished().test_signaled());
    CHECK(job.scheduled().test_signaled());
  };
  Fence* finished = nullptr;
  one.rig.at(100, [&] {
    FakeJob& job = one.rig.init_job(one.entity, {.name = "draw", .credits = 2});
    REQUIRE(job.usable());
    CHECK(job.entity() == &one.entity);
    CHECK_FALSE(job.armed());
    CHECK(job.scheduler() == nullptr);
    job.drm_sched_job_arm();  // from here on it must be pushed: others may wait for it
    CHECK(job.armed());
    CHECK(job.credits() == 2);
    CHECK(job.label() == "draw");
    finished = dma_fence_get(&job.finished());
    one.entity.drm_sched_entity_push_job(job, one.rig.process);
    // And from here on nobody looks at it: the fence is what is left.
    CHECK(finished->dma_fence_wait_timeout());
    CHECK(one.rig.world.now() == 10'100);
  });
  one.rig.run();
  CHECK(steps == Lines{"run", "free"});
  dma_fence_put(finished);
  one.expect_clean();
}

}  // namespace
}  // namespace drmsim::drm::test
