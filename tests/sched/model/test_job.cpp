// What a driver does with a job before the scheduler gets it: init, dependencies, arm, cleanup.
#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "sim/signalling_section.h"
#include "tests/sched/model/support/one_gpu.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("a job that was never armed is cleaned up without a trace") {
  OneGpu one;
  one.rig.at(0, [&] {
    FakeJob& job = one.rig.init_job(one.entity, {.name = "j0"});
    SchedFence& fence = job.s_fence();
    CHECK(job.usable());
    CHECK_FALSE(job.armed());
    FakeFence& dependency = FakeFence::make(one.rig.world);
    job.drm_sched_job_add_dependency(&dependency);
    job.drm_sched_job_cleanup();
    CHECK(fence.freed());  // at once: nobody else has seen it
    CHECK(dependency.references() == 0);
    one.rig.world.memory().free(job);
  });
  one.rig.run();
  one.rig.tear_down();
  CHECK(one.rig.hazards().empty());
  CHECK(one.rig.world.memory().alive() == 0);
}

TEST_CASE("a job without credits is not usable") {
  OneGpu one;
  FakeJob& job = one.rig.init_job(one.entity, {.name = "j0", .credits = 0});
  CHECK_FALSE(job.usable());
  one.rig.world.memory().free(job);
}

TEST_CASE("a job of an entity without run queue is not usable") {
  Rig rig;
  Gpu& a = rig.add_gpu("a");
  Gpu& b = rig.add_gpu("b");
  Entity& entity = rig.add_entity("e", {&a, &b});
  a.scheduler->set_ready(false);
  b.scheduler->set_ready(false);
  entity.drm_sched_entity_select_rq();
  CHECK(entity.run_queue() == nullptr);
  CHECK_FALSE(rig.init_job(entity, {.name = "j0"}).usable());
  b.scheduler->set_ready(true);
  entity.drm_sched_entity_select_rq();  // the hardware came back
  CHECK(entity.scheduler() == b.scheduler.get());
  CHECK(rig.init_job(entity, {.name = "j1"}).usable());
}

TEST_CASE("arming while no scheduler is ready is a contract hazard: the kernel dereferences NULL") {
  Rig rig;
  Gpu& a = rig.add_gpu("a");
  Gpu& b = rig.add_gpu("b");
  Entity& entity = rig.add_entity("e", {&a, &b});
  rig.at(0, [&] {
    FakeJob& job = rig.init_job(entity, {.name = "j0"});
    a.scheduler->set_ready(false);
    b.scheduler->set_ready(false);
    job.drm_sched_job_arm();
    FAIL("not reached");
  });
  rig.run();
  CHECK(rig.hazards() == Lines{"contract"});
  CHECK_THAT(rig.hazard_text(sim::HazardKind::contract),
             Catch::Contains("drm_sched_job_arm of j0") && Catch::Contains("ready"));
}

TEST_CASE("arming gives the job its scheduler, priority and number") {
  OneGpu one;
  FakeJob& first = one.rig.init_job(one.entity, {.name = "j0"});
  FakeJob& second = one.rig.init_job(one.entity, {.name = "j1"});
  first.drm_sched_job_arm();
  second.drm_sched_job_arm();
  CHECK(first.scheduler() == one.gpu.scheduler.get());
  CHECK(first.priority() == Priority::normal);
  CHECK(first.id() == 1);
  CHECK(second.id() == 2);
  CHECK(first.entity() == &one.entity);
}

TEST_CASE("arming twice initialises fences that are held") {
  OneGpu one;
  one.rig.at(0, [&] {
    FakeJob& job = one.rig.init_job(one.entity, {.name = "j0"});
    job.drm_sched_job_arm();
    job.drm_sched_job_arm();
  });
  one.rig.run();
  CHECK(one.rig.hazards() == Lines{"fence_reinitialised"});
}

TEST_CASE("an armed job that is cleaned up instead of pushed leaves its fence to wait for ever") {
  OneGpu one;
  FakeJob& job = one.rig.init_job(one.entity, {.name = "j0"});
  job.drm_sched_job_arm();
  job.drm_sched_job_cleanup();
  one.rig.world.memory().free(job);
  CHECK(one.rig.hazards() == Lines{"fence_never_signalled"});
  CHECK_THAT(one.rig.hazard_text(sim::HazardKind::fence_never_signalled),
             Catch::Contains("drm_sched_job_cleanup of j0") && Catch::Contains("dma_fence_init"));
}

TEST_CASE("using a job after cleanup is a contract hazard with the life of the job") {
  OneGpu one;
  one.rig.at(0, [&] {
    FakeJob& job = one.rig.init_job(one.entity, {.name = "j0"});
    job.drm_sched_job_cleanup();
    job.drm_sched_job_cleanup();
  });
  one.rig.run();
  CHECK(one.rig.hazards() == Lines{"contract"});
  CHECK_THAT(one.rig.hazard_text(sim::HazardKind::contract),
             Catch::Contains("job j0 is used") && Catch::Contains("drm_sched_job_cleanup"));
}

TEST_CASE("pushing a job that was not armed is a contract hazard") {
  OneGpu one;
  one.rig.at(0, [&] {
    one.entity.drm_sched_entity_push_job(one.rig.init_job(one.entity, {.name = "j0"}),
                                         one.rig.process);
  });
  one.rig.run();
  CHECK(one.rig.hazards() == Lines{"contract"});
}

TEST_CASE("of dependencies on one context the latest is kept, whatever their order") {
  OneGpu one;
  const std::uint64_t context = one.rig.world.allocate_fence_contexts(1);
  FakeFence& early = *new FakeFence(one.rig.world, context, 0xffffffff);
  FakeFence& late = *new FakeFence(one.rig.world, context, 1);  // the number wrapped
  FakeJob& job = one.rig.init_job(one.entity, {.name = "j0"});
  const bool early_first = GENERATE(true, false);
  job.drm_sched_job_add_dependency(early_first ? &early : &late);
  job.drm_sched_job_add_dependency(early_first ? &late : &early);
  CHECK(job.dependencies() == std::vector<Fence*>{&late});
  CHECK(early.references() == 0);
  CHECK(late.references() == 1);
}

TEST_CASE("the same fence twice is one dependency, and both references are consumed") {
  OneGpu one;
  FakeFence& fence = FakeFence::make(one.rig.world);
  FakeJob& job = one.rig.init_job(one.entity, {.name = "j0"});
  job.drm_sched_job_add_dependency(dma_fence_get(&fence));
  job.drm_sched_job_add_dependency(dma_fence_get(&fence));
  CHECK(job.dependencies().size() == 1);
  CHECK(fence.references() == 2);
}

TEST_CASE("dependencies on different contexts are all kept, null is none") {
  OneGpu one;
  FakeFence& a = FakeFence::make(one.rig.world);
  FakeFence& b = FakeFence::make(one.rig.world);
  FakeJob& job = one.rig.init_job(one.entity, {.name = "j0"});
  job.drm_sched_job_add_dependency(&a);
  job.drm_sched_job_add_dependency(nullptr);
  job.drm_sched_job_add_dependency(&b);
  CHECK(job.dependencies() == std::vector<Fence*>{&a, &b});
}

TEST_CASE("depending on a fence that was freed is a use after free") {
  OneGpu one;
  FakeFence& fence = FakeFence::make(one.rig.world);
  fence.release_mode = FenceRelease::now;
  one.rig.at(0, [&] {
    dma_fence_put(&fence);
    one.rig.init_job(one.entity, {.name = "j0"}).drm_sched_job_add_dependency(&fence);
  });
  one.rig.run();
  CHECK(one.rig.hazards() == Lines{"use_after_free"});
}

TEST_CASE("job_init and add_dependency allocate: not inside code that a fence waits for") {
  OneGpu one;
  const bool init = GENERATE(true, false);
  one.rig.at(0, [&] {
    FakeJob& job = one.rig.init_job(one.entity, {.name = "j0"});
    const sim::SignallingSection section(one.rig.world);
    if (init) {
      one.rig.init_job(one.entity, {.name = "j1"});
    } else {
      job.drm_sched_job_add_dependency(&FakeFence::make(one.rig.world));
    }
  });
  one.rig.run();
  CHECK(one.rig.hazards() == Lines{"allocation_in_signalling_path"});
}

}  // namespace
}  // namespace drmsim::drm::test
