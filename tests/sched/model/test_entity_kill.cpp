// The end of an entity: flush, kill, fini, destroy, and what becomes of the jobs in its queue.
#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "tests/sched/model/support/one_gpu.h"

namespace drmsim::drm::test {
namespace {

constexpr Process kOwner{.id = 1};
constexpr Process kKilled{.id = 1, .exiting = true, .sigkill = true};
constexpr Process kExiting{.id = 1, .exiting = true};

TEST_CASE("flush waits until the queue is empty, not until the hardware is done") {
  OneGpu one({.credit_limit = 1});
  one.submit_at(0, named({"j0", "j1", "j2"}));
  one.rig.at(1, [&] {
    one.entity.drm_sched_entity_flush(kOwner, 0);
    CHECK(one.rig.world.now() == 20'000);  // j2 has just been handed to the hardware
    CHECK(one.entity.queued() == 0);
    CHECK_FALSE(one.entity.stopped());
  });
  one.rig.run();
  one.expect_clean();
}

TEST_CASE("flush of two entities of one scheduler: both are told when their queue is empty") {
  Rig rig;
  Gpu& gpu = rig.add_gpu("gfx", {.credit_limit = 1});
  Entity& a = rig.add_entity("a", {&gpu});
  Entity& b = rig.add_entity("b", {&gpu});
  std::vector<sim::TimeNs> times;
  rig.at(0, [&] {
    rig.submit(a, {.name = "a0"});
    rig.submit(b, {.name = "b0"});
    rig.submit(a, {.name = "a1"});
  });
  rig.at(1, [&] {
    a.drm_sched_entity_flush(kOwner, 0);
    times.push_back(rig.world.now());
  });
  rig.at(2, [&] {
    b.drm_sched_entity_flush(kOwner, 0);
    times.push_back(rig.world.now());
  });
  rig.run();
  CHECK(times == std::vector<sim::TimeNs>{10'000, 20'000});
  CHECK(rig.world.cpu().blocked().empty());
}

TEST_CASE("flush of an exiting process waits no longer than it was told to, in whole jiffies") {
  OneGpu one({.credit_limit = 1});
  std::vector<JobSpec> jobs = named({"j0", "j1", "j2"});
  for (JobSpec& job : jobs) job.duration_ns = 700'000;
  one.submit_at(0, jobs);
  one.rig.at(1, [&] {
    one.entity.drm_sched_entity_flush(kExiting, 12'000);
    CHECK(one.rig.world.now() == 1'000'001);
    CHECK(one.entity.queued() == 1);
    CHECK_FALSE(one.entity.stopped());  // exiting is not being killed
  });
  one.rig.run();
  CHECK(one.rig.log.jobs("finished") == "j0 j1 j2");
  one.expect_clean();
}

TEST_CASE("flush of a process that is being killed but not yet exiting does not wait") {
  OneGpu one({.credit_limit = 1});
  one.submit_at(0, named({"j0", "j1"}));
  one.rig.at(1, [&] {
    one.entity.drm_sched_entity_flush({.id = 1, .sigkill = true}, 1'000'000);
    CHECK(one.rig.world.now() == 1);
    CHECK_FALSE(one.entity.stopped());
  });
  one.rig.run();
  CHECK(one.rig.log.jobs("finished") == "j0 j1");
}

TEST_CASE("flush of a killed process kills: queued jobs end with ESRCH, in order, and are freed") {
  OneGpu one({.credit_limit = 1});
  one.submit_at(0, named({"j0", "j1", "j2"}));
  one.rig.at(1'000, [&] {
    one.entity.drm_sched_entity_flush(kKilled, 0);
    CHECK(one.entity.stopped());
  });
  one.rig.run();
  // The one on the hardware is left to finish; the others wait for it.
  CHECK(one.rig.log.lines({"scheduled", "finished", "free_job"}) ==
        Lines{"0 scheduled job=j0 sched=gfx", "10000 finished job=j0 sched=gfx error=0",
              "10000 scheduled job=j1 sched=gfx", "10000 finished job=j1 sched=gfx error=-3",
              "10000 free_job job=j1", "10000 free_job job=j0", "10000 scheduled job=j2 sched=gfx",
              "10000 finished job=j2 sched=gfx error=-3", "10000 free_job job=j2"});
  CHECK(one.rig.log.count("run_job") == 1);
  one.expect_clean();
}

TEST_CASE("a process that did not push last does not kill the entity") {
  OneGpu one({.credit_limit = 1});
  one.submit_at(0, named({"j0", "j1"}));
  one.rig.at(1'000, [&] {
    one.entity.drm_sched_entity_flush({.id = 2, .exiting = true, .sigkill = true},
                                      0);  // a child of the owner
    CHECK_FALSE(one.entity.stopped());
  });
  one.rig.run();
  CHECK(one.rig.log.jobs("run_job") == "j0 j1");
  one.expect_clean();
}

TEST_CASE("a killed job waits for all its dependencies, the one that the entity waited for too") {
  OneGpu one({.credit_limit = 1});
  Rig& rig = one.rig;
  FakeFence& first = FakeFence::make(rig.world);
  FakeFence& second = FakeFence::make(rig.world);
  rig.at(0, [&] { rig.submit(one.entity, {.name = "j0"}, {&first, &second}); });
  rig.at(1'000, [&] {
    CHECK(one.entity.dependency() == &first);
    one.entity.drm_sched_entity_fini();
    CHECK(one.entity.dependency() == nullptr);
  });
  rig.at(2'000, [&] { second.dma_fence_signal(); });
  rig.at(3'000, [&] { first.dma_fence_signal(); });
  rig.run();
  CHECK(rig.log.lines({"finished"}) == Lines{"3000 finished job=j0 sched=gfx error=-3"});
  dma_fence_put(&first);
  dma_fence_put(&second);
  one.expect_clean();
}

// A pipelined dependency is on `scheduled`; a killed job must wait for the end of that job.
TEST_CASE("a killed job that depends on a scheduled fence waits for the finished one") {
  OneGpu one({.credit_limit = 1});
  Rig& rig = one.rig;
  Entity& other = rig.add_entity("b", {&one.gpu});
  rig.at(0, [&] {
    FakeJob& front = rig.submit(other, {.name = "b0", .duration_ns = 50'000});
    rig.submit(one.entity, {.name = "j0"}, {&front.scheduled()});
  });
  rig.at(1'000, [&] { one.entity.drm_sched_entity_flush(kKilled, 0); });
  rig.run();
  CHECK(rig.log.lines({"finished"}) == Lines{"50000 finished job=b0 sched=gfx error=0",
                                             "50000 finished job=j0 sched=gfx error=-3"});
  one.expect_clean();
}

TEST_CASE(
    "a killed job whose scheduled dependency has lost its finished fence does not wait for it") {
  OneGpu one({.credit_limit = 1});
  Rig& rig = one.rig;
  FakeFence& gate = FakeFence::make(rig.world);
  rig.at(0, [&] {
    FakeJob& front = rig.submit(rig.add_entity("b", {&one.gpu}), {.name = "b0"});
    rig.submit(one.entity, {.name = "j0"}, {&gate, &front.scheduled()});
  });
  rig.at(50'000, [&] {
    rig.entities.back()->drm_sched_entity_fini();
  });  // drops last_scheduled: finished is gone
  rig.at(60'000, [&] { one.entity.drm_sched_entity_fini(); });
  rig.at(70'000, [&] { gate.dma_fence_signal(); });
  rig.run();
  CHECK(rig.log.lines({"finished"}).back() == "70000 finished job=j0 sched=gfx error=-3");
  dma_fence_put(&gate);
  one.expect_clean();
}

TEST_CASE("killing a job that others wait for lets them run: scheduled signals before finished") {
  OneGpu one({.credit_limit = 1});
  Rig& rig = one.rig;
  Entity& other = rig.add_entity("b", {&one.gpu});
  FakeFence& gate = FakeFence::make(rig.world);
  rig.at(0, [&] {
    FakeJob& victim = rig.submit(one.entity, {.name = "j0"}, {&gate});
    rig.submit(other, {.name = "b0"}, {&victim.finished()});  // pipelined: waits for scheduled
  });
  rig.at(1'000, [&] { one.entity.drm_sched_entity_fini(); });
  rig.at(2'000, [&] { gate.dma_fence_signal(); });
  rig.run();
  CHECK(rig.log.lines({"scheduled", "finished"}) ==
        Lines{"2000 scheduled job=j0 sched=gfx", "2000 finished job=j0 sched=gfx error=-3",
              "2000 scheduled job=b0 sched=gfx", "12000 finished job=b0 sched=gfx error=0"});
  dma_fence_put(&gate);
  one.expect_clean();
}

TEST_CASE("killing twice is the same as killing once") {
  OneGpu one({.credit_limit = 1});
  one.submit_at(0, named({"j0", "j1"}));
  one.rig.at(1'000, [&] {
    one.entity.drm_sched_entity_flush(kKilled, 0);
    one.entity.drm_sched_entity_fini();
    one.entity.drm_sched_entity_fini();
  });
  one.rig.run();
  CHECK(one.rig.log.jobs("free_job") == "j1 j0");
  one.expect_clean();
}

// C7: the run worker is held inside run_job; the entity must not be declared idle meanwhile.
TEST_CASE("fini waits until the job that is just being handed over has reached the hardware") {
  OneGpu one({.credit_limit = 1});
  one.gpu.driver.on_run = [&](FakeJob&) {
    one.rig.world.cpu().spend(500);
    return RunJobResult::nothing();
  };
  one.submit_at(0, named({"j0"}));
  one.rig.at(100, [&] {
    one.entity.drm_sched_entity_fini();
    CHECK(one.rig.world.now() == 500);
  });
  one.rig.run();
  one.expect_clean();
}

TEST_CASE("pushing to a killed entity is a contract hazard: the fences never signal") {
  OneGpu one({.credit_limit = 1});
  one.rig.at(0, [&] {
    one.entity.drm_sched_entity_fini();
    one.rig.submit(one.entity, {.name = "j0"});
  });
  one.rig.run();
  CHECK(one.rig.hazards() == Lines{"contract"});
  CHECK(one.rig.log.count("finished") == 0);
}

TEST_CASE("destroy waits at most a second for an exiting process, then kills what is queued") {
  OneGpu one({.credit_limit = 1});
  FakeFence& gate = FakeFence::make(one.rig.world);
  one.rig.at(0, [&] { one.rig.submit(one.entity, {.name = "j0"}, {&gate}); });
  one.rig.at(1, [&] {
    one.entity.drm_sched_entity_destroy(kExiting);
    CHECK(one.rig.world.now() == 1'000'000'001);
    CHECK(one.entity.stopped());
  });
  one.rig.at(2'000'000'000, [&] { gate.dma_fence_signal(); });
  one.rig.run();
  CHECK(one.rig.log.lines({"finished"}) == Lines{"2000000000 finished job=j0 sched=gfx error=-3"});
  dma_fence_put(&gate);
  one.expect_clean();
}

// C15: nobody waits for killed jobs; the last of them may come when the scheduler has gone.
TEST_CASE("a killed job that outlives its scheduler uses freed memory") {
  OneGpu one({.credit_limit = 1});
  Rig& rig = one.rig;
  FakeFence& foreign = FakeFence::make(rig.world);
  rig.at(0, [&] { rig.submit(one.entity, {.name = "j0"}, {&foreign}); });
  rig.at(1'000, [&] {
    one.entity.drm_sched_entity_fini();
    one.scheduler.drm_sched_fini();
    rig.world.memory().free(*one.gpu.scheduler.release());
  });
  rig.at(2'000, [&] { foreign.dma_fence_signal(); });
  rig.run();
  CHECK(rig.hazards() == Lines{"use_after_free"});
  CHECK_THAT(rig.hazard_text(sim::HazardKind::use_after_free),
             Catch::Contains("drm_sched_entity_kill_jobs") && Catch::Contains("gfx") &&
                 Catch::Contains("drm_sched_fini"));
}

}  // namespace
}  // namespace drmsim::drm::test
