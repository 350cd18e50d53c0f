// The end of a scheduler: what must be over by then, and what happens if it is not.
#include <catch2/catch.hpp>

#include "tests/sched/model/support/one_gpu.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("entities first, then the scheduler: nothing is left") {
  OneGpu one;
  one.rig.at(0, [&] { one.rig.submit(one.entity, {.name = "j0"}); });
  one.rig.run();
  one.rig.tear_down();
  CHECK(one.rig.log.lines({"sched_fini"}) ==
        Lines{"10000 sched_fini sched=gfx credits_in_use=0 score=0"});
  CHECK(one.rig.hazards().empty());
  CHECK(one.rig.world.memory().alive() == 0);
}

// D1: 6.12 has no cancel_job.
TEST_CASE("jobs on the hardware are leaked by fini and their fences never signal") {
  OneGpu one({.timeout_ns = 1'000'000});
  Fence* finished = nullptr;
  one.rig.at(0, [&] {
    finished =
        dma_fence_get(&one.rig.submit(one.entity, {.name = "j0", .hang_attempts = 1}).finished());
  });
  one.rig.at(
      1, [&] { finished->dma_fence_wait_timeout(); }, "waiter");
  one.rig.run_until(500'000);
  one.rig.tear_down();
  CHECK(one.rig.log.count("timedout_job") == 0);  // the timer was cancelled
  CHECK(one.rig.log.count("finished") == 0);
  REQUIRE(one.rig.world.cpu().blocked().size() == 1);
  CHECK(one.rig.hazards() == Lines(3, "leak"));
}

TEST_CASE("a task that flushes an entity is told when its scheduler goes") {
  OneGpu one({.credit_limit = 1});
  one.rig.at(0, [&] {
    one.rig.submit(one.entity, {.name = "j0", .hang_attempts = 1});
    one.rig.submit(one.entity, {.name = "j1"});
  });
  one.rig.at(1, [&] {
    one.entity.drm_sched_entity_flush(one.rig.process, 0);
    CHECK(one.rig.world.now() == 1'000);
    CHECK(one.entity.stopped());
  });
  one.rig.at(1'000, [&] { one.scheduler.drm_sched_fini(); });
  one.rig.run();
  CHECK(one.rig.world.cpu().blocked().empty());
}

// D4: drm_sched_fini() frees the run queues that entities are still on.
TEST_CASE("an entity that is finished after its scheduler uses a freed run queue") {
  OneGpu one;
  one.rig.at(0, [&] { one.rig.submit(one.entity, {.name = "j0"}); });
  one.rig.at(50'000, [&] {
    one.scheduler.drm_sched_fini();
    one.entity.drm_sched_entity_fini();
  });
  one.rig.run();
  CHECK(one.rig.hazards() == Lines{"use_after_free"});
  CHECK_THAT(one.rig.hazard_text(sim::HazardKind::use_after_free),
             Catch::Contains("drm_sched_rq_remove_entity of drm_sched_rq gfx.normal"));
}

TEST_CASE("pushing, or flushing, after the scheduler has gone uses a freed run queue") {
  OneGpu one;
  const bool push = GENERATE(true, false);
  one.rig.at(0, [&] {
    FakeJob& job = one.rig.init_job(one.entity, {.name = "j0"});
    job.drm_sched_job_arm();
    one.scheduler.drm_sched_fini();
    if (push) {
      one.entity.drm_sched_entity_push_job(job, one.rig.process);
    } else {
      one.entity.drm_sched_entity_flush(one.rig.process, 0);
    }
  });
  one.rig.run();
  CHECK(one.rig.hazards() == Lines{"use_after_free"});
}

TEST_CASE("a dependency that signals after fini wakes a scheduler that is gone") {
  OneGpu one;
  FakeFence& gate = FakeFence::make(one.rig.world);
  one.rig.at(0, [&] { one.rig.submit(one.entity, {.name = "j0"}, {&gate}); });
  one.rig.at(1'000, [&] { one.scheduler.drm_sched_fini(); });
  one.rig.at(2'000, [&] { gate.dma_fence_signal(); });
  one.rig.run();
  CHECK(one.rig.hazards() == Lines{"use_after_free"});
  CHECK_THAT(one.rig.hazard_text(sim::HazardKind::use_after_free),
             Catch::Contains("drm_sched_entity_wakeup"));
}

TEST_CASE("the interface is refused after fini") {
  OneGpu one;
  const std::string what = GENERATE(as<std::string>(), "fini", "fault", "start", "stop", "resubmit",
                                    "wqueue_start", "tdr_queue_imm", "suspend", "resume", "init");
  one.rig.at(0, [&] {
    one.scheduler.drm_sched_fini();
    if (what == "fini") one.scheduler.drm_sched_fini();
    if (what == "fault") one.scheduler.drm_sched_fault();
    if (what == "start") one.scheduler.drm_sched_start();
    if (what == "stop") one.scheduler.drm_sched_stop(nullptr);
    if (what == "resubmit") one.scheduler.drm_sched_resubmit_jobs();
    if (what == "wqueue_start") one.scheduler.drm_sched_wqueue_start();
    if (what == "tdr_queue_imm") one.scheduler.drm_sched_tdr_queue_imm();
    if (what == "suspend") one.scheduler.drm_sched_suspend_timeout();
    if (what == "resume") one.scheduler.drm_sched_resume_timeout(5);
    if (what == "init") one.rig.add_entity("late", {&one.gpu});
  });
  one.rig.run();
  INFO(what);
  CHECK(one.rig.hazards() == Lines{"use_after_fini"});
  CHECK_THAT(one.rig.hazard_text(sim::HazardKind::use_after_fini), Catch::Contains("gfx"));
}

// D2 the other way round: fini while a handler is recovering, which starts the workers again.
TEST_CASE("a recovery that restarts the scheduler while it is being finished is caught") {
  OneGpu one({.timeout_ns = 1'000'000, .driver = {.reset_ns = 100'000}});
  one.rig.at(0, [&] { one.rig.submit(one.entity, {.name = "j0", .hang_attempts = 1}); });
  one.rig.at(1'050'000, [&] {
    one.entity.drm_sched_entity_fini();
    one.scheduler.drm_sched_fini();
  });
  one.rig.run();
  CHECK(one.rig.hazards() == Lines{"use_after_fini"});
}

}  // namespace
}  // namespace drmsim::drm::test
