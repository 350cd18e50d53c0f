// Recovery: stop, karma, reset, resubmit, start, and what each job comes out as.
#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "tests/sched/model/support/one_gpu.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("the job that hangs is cancelled, the innocent ones of others are run again") {
  OneGpu one({.timeout_ns = kMs});
  Rig& rig = one.rig;
  Entity& other = rig.add_entity("b", {&one.gpu});
  one.submit_at(0, {{.name = "bad", .hang_attempts = 9}});
  rig.at(0, [&] { rig.submit(other, {.name = "good"}); });
  rig.run();
  CHECK(rig.log.lines({"timedout_job", "stopped", "karma", "guilty", "hw_reset", "resubmit",
                       "run_job", "restart", "finished", "free_job"}) ==
        Lines{"0 run_job job=bad sched=gfx attempt=1 credits_in_use=1 queued=0",
              "0 run_job job=good sched=gfx attempt=1 credits_in_use=2 queued=0",
              "1000000 timedout_job job=bad sched=gfx karma=0", "1000000 stopped sched=gfx",
              "1000000 karma job=bad karma=1 hang_limit=0", "1000000 guilty entity=a",
              "1000000 hw_reset sched=gfx dropped=2", "1000000 resubmit sched=gfx",
              "1000000 run_job job=bad sched=gfx result=NULL error=-125",
              "1000000 run_job job=good sched=gfx attempt=2 credits_in_use=0 queued=0",
              "1000000 restart sched=gfx credits_in_use=2",
              "1000000 finished job=bad sched=gfx error=-125", "1000000 free_job job=bad",
              "1010000 finished job=good sched=gfx error=0", "1010000 free_job job=good"});
  CHECK(one.scheduler.credit_count() == 0);
  one.expect_clean();
}

TEST_CASE(
    "up to the hang limit a job is run again, its entity is guilty from the first timeout on") {
  OneGpu one({.hang_limit = 2, .timeout_ns = kMs});
  one.submit_at(0, {{.name = "j0", .hang_attempts = 2}, {.name = "j1"}});
  one.rig.at(1'500'000, [&] {
    CHECK(one.entity.guilty());
    one.rig.submit(one.entity, {.name = "late"});  // popped from a guilty entity
  });
  one.rig.run();
  CHECK(one.rig.log.lines({"karma", "finished"}) ==
        Lines{"1000000 karma job=j0 karma=1 hang_limit=2",
              "1500000 finished job=late sched=gfx error=-125",
              "2500000 karma job=j0 karma=2 hang_limit=2",
              "2510000 finished job=j0 sched=gfx error=0",
              "2520000 finished job=j1 sched=gfx error=0"});
}

TEST_CASE("past the hang limit all pending jobs of that entity are cancelled") {
  OneGpu one({.timeout_ns = kMs});
  one.submit_at(0, {{.name = "j0", .hang_attempts = 1}, {.name = "j1"}, {.name = "j2"}});
  one.rig.run();
  CHECK(one.rig.log.lines({"finished"}) == Lines{"1000000 finished job=j0 sched=gfx error=-125",
                                                 "1000000 finished job=j1 sched=gfx error=-125",
                                                 "1000000 finished job=j2 sched=gfx error=-125"});
  one.expect_clean();
}

TEST_CASE("jobs of kernel priority gain no karma") {
  OneGpu one({.timeout_ns = kMs});
  Entity& kernel = one.rig.add_entity("k", {&one.gpu}, Priority::kernel);
  one.rig.at(0, [&] { one.rig.submit(kernel, {.name = "vm", .hang_attempts = 1}); });
  one.rig.run();
  CHECK(one.rig.log.lines({"karma"}) == Lines{"1000000 karma job=vm karma=0 hang_limit=0"});
  CHECK_FALSE(kernel.guilty());
  CHECK(one.rig.log.lines({"finished"}) == Lines{"1010000 finished job=vm sched=gfx error=0"});
  one.expect_clean();
}

// drm_sched_increase_karma() leaves its loop over the run queues where it found the entity.
TEST_CASE("the search for the guilty entity ends where it is found") {
  OneGpu one({.timeout_ns = kMs});
  Entity& high = one.rig.add_entity("h", {&one.gpu}, Priority::high);
  one.rig.world.holds().add({.role = "tdr",
                             .point = sim::Point::lock,
                             .function = "drm_sched_increase_karma",
                             .occurrence = 2,
                             .duration_ns = 10});
  one.rig.at(0, [&] { one.rig.submit(high, {.name = "j0", .hang_attempts = 9}); });
  one.rig.run();
  CHECK(high.guilty());
  CHECK(one.rig.world.holds().unused().size() == 1);
}

TEST_CASE("without resubmission every pending job is cancelled by start") {
  OneGpu one({.timeout_ns = kMs, .driver = {.resubmit = false}});
  one.submit_at(0, {{.name = "j0", .hang_attempts = 1}, {.name = "j1"}});
  one.rig.run();
  CHECK(one.rig.log.lines({"finished", "free_job"}) ==
        Lines{"1000000 finished job=j0 sched=gfx error=-125",
              "1000000 finished job=j1 sched=gfx error=-125", "1000000 free_job job=j0",
              "1000000 free_job job=j1"});
  one.expect_clean();
}

// The error of resubmission is overwritten: start() finds no parent.
TEST_CASE("a resubmission that fails ends in ECANCELED whatever run_job said") {
  OneGpu one({.timeout_ns = kMs});
  one.gpu.driver.on_run = [](FakeJob& job) -> std::optional<RunJobResult> {
    if (job.attempts == 1) return std::nullopt;
    return RunJobResult::failed(-kEnomem);
  };
  one.rig.at(0, [&] {
    one.rig.submit(one.rig.add_entity("k", {&one.gpu}, Priority::kernel),
                   {.name = "j0", .hang_attempts = 1});
  });
  one.rig.run();
  CHECK(one.rig.log.lines({"finished"}) == Lines{"1000000 finished job=j0 sched=gfx error=-125"});
}

TEST_CASE(
    "a job that finished before the handler stopped the scheduler is freed after it, not "
    "resubmitted") {
  OneGpu one({.timeout_ns = kMs});
  // refcount/u6: held between taking the job off pending_list and timedout_job.
  one.rig.world.holds().add({.role = "tdr",
                             .point = sim::Point::unlock,
                             .function = "drm_sched_job_timedout",
                             .occurrence = 1,
                             .duration_ns = 50'000});
  one.submit_at(0, {{.name = "s0", .duration_ns = 1'020'000}, {.name = "s1"}});
  one.rig.run();
  CHECK(one.rig.log.lines({"timedout_job", "finished", "free_job", "resubmit"}) ==
        Lines{"1020000 finished job=s0 sched=gfx error=0",
              "1030000 finished job=s1 sched=gfx error=0", "1030000 free_job job=s1",
              "1050000 timedout_job job=s0 sched=gfx karma=0", "1050000 resubmit sched=gfx",
              "1050000 free_job job=s0"});
  CHECK(one.scheduler.credit_count() == 0);
  one.expect_clean();
}

TEST_CASE("a slow job that finishes between stop and reset is cancelled all the same") {
  OneGpu one({.timeout_ns = kMs, .driver = {.reset_ns = 50'000}});
  one.submit_at(0, {{.name = "s0", .duration_ns = 1'020'000}});
  one.rig.run();
  CHECK(one.rig.log.lines({"hw_done", "finished"}) ==
        Lines{"1020000 hw_done job=s0 sched=gfx", "1050000 finished job=s0 sched=gfx error=-125"});
  one.expect_clean();
}

// The interrupt is held inside the hardware fence's lock, before its callbacks: stop() finds the
// callback gone and waits for the job's finished fence.
TEST_CASE("stop waits for a completion that is under way and frees the job") {
  OneGpu one({.timeout_ns = kMs});
  one.rig.world.holds().add({.role = "irq",
                             .point = sim::Point::signal,
                             .function = "dma_fence_signal",
                             .occurrence = 1,
                             .duration_ns = 300'000});
  one.submit_at(0, {{.name = "s0", .duration_ns = 900'000}});
  one.rig.run();
  CHECK(one.rig.log.lines({"timedout_job", "finished", "stopped", "free_job"}) ==
        Lines{"1000000 timedout_job job=s0 sched=gfx karma=0",
              "1200000 finished job=s0 sched=gfx error=0", "1200000 stopped sched=gfx",
              "1200000 free_job job=s0"});
  one.expect_clean();
}

TEST_CASE("stop detaches the newest job first and frees those that are done") {
  OneGpu one({.timeout_ns = 100 * kMs});
  std::string detached;
  one.submit_at(0, {{.name = "j0"}, {.name = "j1"}, {.name = "j2"}});
  one.gpu.driver.before_free = [&](Job& job) {
    detached += job.label() + (one.scheduler.drm_sched_is_stopped() ? " " : "! ");
  };
  one.rig.at(5'000, [&] { one.scheduler.drm_sched_wqueue_stop(); });
  one.rig.at(25'000, [&] {  // j0 and j1 have finished, nobody could free them
    one.scheduler.drm_sched_stop(nullptr);
    CHECK(detached == "j1 j0 ");
    CHECK(one.scheduler.pending_jobs() == 1);
    CHECK(one.scheduler.credit_count() == 0);
    one.gpu.driver.reset();
    one.scheduler.drm_sched_resubmit_jobs();
    one.scheduler.drm_sched_start();
    CHECK(one.scheduler.credit_count() == 1);
  });
  one.rig.run();
  CHECK(one.rig.log.lines({"finished"}).back() == "35000 finished job=j2 sched=gfx error=0");
  one.expect_clean();
}

TEST_CASE("a stopped scheduler submits nothing, jobs pushed meanwhile run after start") {
  OneGpu one({.timeout_ns = kMs, .driver = {.reset_ns = 100'000}});
  one.submit_at(0, {{.name = "j0", .hang_attempts = 1}});
  Entity& other = one.rig.add_entity("b", {&one.gpu});
  one.rig.at(1'050'000, [&] { one.rig.submit(other, {.name = "b0"}); });
  one.rig.run();
  CHECK(one.rig.log.lines({"scheduled"}).back() == "1100000 scheduled job=b0 sched=gfx");
  one.expect_clean();
}

// u3: the hardware completes after stop() dropped the last reference, before the reset.
TEST_CASE("a driver that keeps no reference signals a freed fence when a slow job outlives stop") {
  OneGpu one({.timeout_ns = kMs, .driver = {.refs = 1, .reset_ns = 50'000}});
  one.submit_at(0, {{.name = "s0", .duration_ns = 1'020'000}});
  one.rig.run();
  CHECK(one.rig.hazards() == Lines{"use_after_free"});
  CHECK(one.rig.world.now() == 1'020'000);
  const std::string text = one.rig.hazard_text(sim::HazardKind::use_after_free);
  CHECK_THAT(text,
             Catch::Contains("dma_fence_signal of dma_fence") && Catch::Contains("by irq:gfx"));
  CHECK_THAT(text, Catch::Contains("1000000 ns  dma_fence_put            by tdr:gfx") &&
                       Catch::Contains("drm_sched_stop") && Catch::Contains("freed"));
}

// u5 and u5b: the driver hands its only reference over and puts it in the interrupt handler as
// well.
TEST_CASE(
    "a reference that is handed over and put as well: freed under add_callback, or one put too "
    "many") {
  const bool put_first = GENERATE(true, false);
  OneGpu one({.timeout_ns = kMs,
              .driver = {.refs = 0, .release = FenceRelease::now},
              .release = put_first ? Release() : Release().without(Defect::e13_parent_put_first)});
  one.rig.world.holds().add({.role = "run",
                             .point = sim::Point::put,
                             .function = "drm_sched_run_job_work",
                             .occurrence = 1,
                             .duration_ns = 50'000});
  one.submit_at(0, {{.name = "j0"}});
  one.rig.run();
  INFO("put first: " << put_first);
  if (put_first) {
    CHECK(one.rig.hazards() == Lines{"use_after_free"});
    CHECK_THAT(one.rig.hazard_text(sim::HazardKind::use_after_free),
               Catch::Contains("dma_fence_add_callback"));
  } else {
    one.rig.tear_down();  // the last holder of the job's fences puts the parent
    CHECK(one.rig.hazards() == Lines{"refcount_underflow"});
  }
}

TEST_CASE("replaying a job into the fence that it had before is a hazard") {
  OneGpu one({.timeout_ns = kMs});
  FakeFence* fence = nullptr;
  one.gpu.driver.on_run = [&](FakeJob& job) {
    if (job.attempts == 1) {
      fence = new FakeFence(one.rig.world, one.rig.world.allocate_fence_contexts(1), 1);
    } else {
      fence->dma_fence_init(fence->lock, fence->context(), 2);
    }
    return RunJobResult::hardware_fence(dma_fence_get(fence));
  };
  one.submit_at(0, {{.name = "j0", .hang_attempts = 1}});
  one.rig.run();
  CHECK(one.rig.hazards() == Lines{"fence_reinitialised"});
  CHECK_THAT(one.rig.hazard_text(sim::HazardKind::fence_reinitialised),
             Catch::Contains("by tdr:gfx"));
}

TEST_CASE("a run_job that allocates may wait for the fence that it is about to make possible") {
  OneGpu one({.timeout_ns = kMs});
  one.gpu.driver.on_run = [&](FakeJob&) -> std::optional<RunJobResult> {
    one.rig.world.memory().check_allocation(sim::Gfp::kernel, "kmalloc");
    return std::nullopt;
  };
  one.submit_at(0, {{.name = "j0"}});
  one.rig.run();
  CHECK(one.rig.hazards() == Lines{"allocation_in_signalling_path"});
}

TEST_CASE("stopping twice without start waits for ever for jobs that nobody runs") {
  OneGpu one({.timeout_ns = kMs});
  one.gpu.driver.on_timeout = [&](Job& job) {
    one.scheduler.drm_sched_stop(&job);
    one.scheduler.drm_sched_stop(nullptr);
    return SchedStat::nominal;
  };
  one.submit_at(0, {{.name = "j0", .hang_attempts = 1}});
  one.rig.run();
  REQUIRE(one.rig.world.cpu().blocked().size() == 1);
  CHECK(one.rig.world.names().text(one.rig.world.cpu().blocked().front()->waiting_on()) == "j0");
}

}  // namespace
}  // namespace drmsim::drm::test
