// Closing a client that has jobs queued: who closes does not wait for them, their fences follow.
#include "sched/model/entity_kill.h"

#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "tests/sched/model/support/one_gpu.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: a killed queue ends in order, each job after what it depends on") {
  OneGpu one({.credit_limit = 1});
  FakeFence& gate = FakeFence::make(one.rig.world);
  std::vector<Fence*> finished;
  one.rig.at(0, [&] {
    one.rig.submit(one.entity, {.name = "running", .duration_ns = 10'000});
    for (const char* name : {"j1", "j2"}) {
      FakeJob& job = one.rig.init_job(one.entity, {.name = name});
      if (name == std::string("j1")) job.drm_sched_job_add_dependency(dma_fence_get(&gate));
      job.drm_sched_job_arm();
      finished.push_back(dma_fence_get(&job.finished()));
      one.entity.drm_sched_entity_push_job(job, one.rig.process);
    }
  });
  one.rig.at(1'000, [&] {
    one.entity.drm_sched_entity_kill();
    CHECK(one.rig.world.now() == 1'000);
    CHECK(one.entity.queued() == 0);
    CHECK_FALSE(finished[0]->test_signaled());
  });
  one.rig.at(50'000, [&] { gate.dma_fence_signal(); });
  one.rig.run();
  CHECK(one.rig.log.lines({"finished"}) == Lines{"10000 finished job=running sched=gfx error=0",
                                                 "50000 finished job=j1 sched=gfx error=-3",
                                                 "50000 finished job=j2 sched=gfx error=-3"});
  CHECK(one.rig.log.jobs("run_job") == "running");  // the others never did
  for (Fence* fence : finished) {
    CHECK(fence->error() == -kEsrch);
    dma_fence_put(fence);
  }
  dma_fence_put(&gate);
  one.expect_clean();
}

}  // namespace
}  // namespace drmsim::drm::test
