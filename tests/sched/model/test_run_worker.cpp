// The run worker: what each result of run_job leads to, and how many credits are in use meanwhile.
#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "tests/sched/model/support/one_gpu.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("a job runs, finishes when its hardware fence signals, and is freed") {
  OneGpu one;
  one.rig.at(1'000, [&] { one.rig.submit(one.entity, {.name = "j0"}); });
  one.rig.run();
  CHECK(one.rig.log.lines() ==
        Lines{"0 sched_init sched=gfx credits=4 timeout=18446744073709551615ns hang_limit=0 "
              "policy=fifo",
              "0 entity_init entity=a prio=normal nsched=1",
              "1000 push job=j0 entity=a sched=gfx id=1 queued=0 credits_in_use=0 "
              "fence_context=3 fence_seqno=1",
              "1000 run_job job=j0 sched=gfx attempt=1 credits_in_use=1 queued=0",
              "1000 hw_start job=j0 sched=gfx", "1000 scheduled job=j0 sched=gfx",
              "11000 hw_done job=j0 sched=gfx", "11000 irq line=gfx",
              "11000 finished job=j0 sched=gfx error=0", "11000 free_job job=j0"});
  CHECK(one.scheduler.credit_count() == 0);
  one.expect_clean();
}

TEST_CASE("run_job fails: the job is scheduled, finishes with the error at once and is freed") {
  OneGpu one;
  one.rig.at(0, [&] {
    one.rig.submit(one.entity,
                   {.name = "j0", .result = RunJobResult::failed(-kEnomem), .scripted = true});
    one.rig.submit(one.entity, {.name = "j1"});
  });
  one.rig.run();
  CHECK(one.rig.log.lines({"scheduled", "finished", "free_job"}) ==
        Lines{"0 scheduled job=j0 sched=gfx", "0 finished job=j0 sched=gfx error=-12",
              "0 free_job job=j0", "0 scheduled job=j1 sched=gfx",
              "10000 finished job=j1 sched=gfx error=0", "10000 free_job job=j1"});
  one.expect_clean();
}

TEST_CASE("run_job returns nothing: that reads as success") {
  OneGpu one;
  one.rig.at(0, [&] {
    one.rig.submit(one.entity, {.name = "j0", .result = RunJobResult::nothing(), .scripted = true});
  });
  one.rig.run();
  CHECK(one.rig.log.lines({"scheduled", "finished", "free_job"}) ==
        Lines{"0 scheduled job=j0 sched=gfx", "0 finished job=j0 sched=gfx error=0",
              "0 free_job job=j0"});
  one.expect_clean();
}

TEST_CASE("run_job returns a fence that has signalled: the job is done, with the fence's error") {
  OneGpu one;
  const int error = GENERATE(0, -kEio);
  one.gpu.driver.on_run = [&](FakeJob&) {
    FakeFence& fence = FakeFence::make(one.rig.world);
    if (error != 0) fence.dma_fence_set_error(error);
    fence.dma_fence_signal();
    return RunJobResult::hardware_fence(&fence);
  };
  one.rig.at(0, [&] { one.rig.submit(one.entity, {.name = "j0"}); });
  one.rig.run();
  CHECK(one.rig.log.lines({"finished"}) ==
        Lines{"0 finished job=j0 sched=gfx error=" + std::to_string(error)});
  one.expect_clean();
}

TEST_CASE("the error of the hardware fence becomes that of finished") {
  OneGpu one;
  FakeFence& fence = FakeFence::make(one.rig.world);
  one.gpu.driver.on_run = [&](FakeJob&) {
    dma_fence_get(&fence);
    return RunJobResult::hardware_fence(&fence);
  };
  one.rig.at(0, [&] { one.rig.submit(one.entity, {.name = "j0"}); });
  one.rig.at(50, [&] {
    CHECK(fence.references() == 2);  // ours, and s_fence->parent; the one handed over was put
    fence.dma_fence_set_error(-kEio);
    fence.dma_fence_signal();
    dma_fence_put(&fence);
  });
  one.rig.run();
  CHECK(one.rig.log.lines({"finished"}) == Lines{"50 finished job=j0 sched=gfx error=-5"});
  one.expect_clean();
}

TEST_CASE("a hardware fence that cannot enable signalling finishes its job") {
  OneGpu one;
  one.gpu.driver.on_run = [&](FakeJob&) {
    FakeFence& fence = FakeFence::make(one.rig.world);
    fence.enable_answer = false;
    return RunJobResult::hardware_fence(&fence);
  };
  one.rig.at(0, [&] { one.rig.submit(one.entity, {.name = "j0"}); });
  one.rig.run();
  CHECK(one.rig.log.jobs("free_job") == "j0");
  one.expect_clean();
}

TEST_CASE("no more credits are in use than the limit, and none idle while a job fits") {
  OneGpu one({.credit_limit = 5});
  std::uint32_t most = 0;
  one.gpu.driver.on_run = [&](FakeJob&) -> std::optional<RunJobResult> {
    most = std::max(most, one.scheduler.credit_count());
    return std::nullopt;
  };
  one.rig.at(0, [&] {
    one.rig.submit(one.entity, {.name = "j0", .credits = 3});
    one.rig.submit(one.entity, {.name = "j1", .credits = 2});
    one.rig.submit(one.entity, {.name = "j2", .credits = 4});
    one.rig.submit(one.entity, {.name = "j3", .credits = 1});
  });
  one.rig.run();
  CHECK(most == 5);
  CHECK(one.rig.log.lines({"run_job"}) ==
        Lines{"0 run_job job=j0 sched=gfx attempt=1 credits_in_use=3 queued=3",
              "0 run_job job=j1 sched=gfx attempt=1 credits_in_use=5 queued=2",
              "20000 run_job job=j2 sched=gfx attempt=1 credits_in_use=4 queued=1",
              "20000 run_job job=j3 sched=gfx attempt=1 credits_in_use=5 queued=0"});
  one.expect_clean();
}

TEST_CASE("a job that takes more than all credits is truncated to them, and warns") {
  OneGpu one({.credit_limit = 2});
  one.rig.at(0, [&] { one.rig.submit(one.entity, {.name = "j0", .credits = 7}); });
  one.rig.run();
  CHECK(one.rig.log.lines({"run_job"}) ==
        Lines{"0 run_job job=j0 sched=gfx attempt=1 credits_in_use=2 queued=0"});
  CHECK(one.scheduler.credit_count() == 0);
  CHECK(one.rig.hazards() == Lines{"warning"});
  CHECK_THAT(one.rig.hazard_text(sim::HazardKind::warning), Catch::Contains("truncated"));
}

TEST_CASE("a job that does not fit keeps its turn: nobody of its priority or below overtakes") {
  Rig rig;
  Gpu& gpu = rig.add_gpu("gfx", {.credit_limit = 3});
  Entity& big = rig.add_entity("big", {&gpu});
  Entity& small = rig.add_entity("small", {&gpu});
  Entity& low = rig.add_entity("low", {&gpu}, Priority::low);
  rig.at(0, [&] {
    rig.submit(big, {.name = "b0", .credits = 2});
    rig.submit(big, {.name = "b1", .credits = 2});
  });
  rig.at(1'000, [&] {
    rig.submit(small, {.name = "s0", .credits = 1});  // would fit beside b0
    rig.submit(low, {.name = "l0", .credits = 1});
  });
  rig.run();
  CHECK(rig.log.lines({"run_job"}) ==
        Lines{"0 run_job job=b0 sched=gfx attempt=1 credits_in_use=2 queued=1",
              "10000 run_job job=b1 sched=gfx attempt=1 credits_in_use=2 queued=0",
              "10000 run_job job=s0 sched=gfx attempt=1 credits_in_use=3 queued=0",
              "20000 run_job job=l0 sched=gfx attempt=1 credits_in_use=2 queued=0"});
}

TEST_CASE("update_job_credits is asked each time the job is considered, and counts from then") {
  OneGpu one({.credit_limit = 4});
  std::uint32_t needed = 4;
  int asked = 0;
  one.gpu.driver.on_credits = [&](Job& job) {
    if (job.label() != "j1") return job.credits();
    ++asked;
    return needed;
  };
  one.rig.at(0, [&] {
    one.rig.submit(one.entity, {.name = "j0", .credits = 2});
    one.rig.submit(one.entity, {.name = "j1", .credits = 1});
  });
  one.rig.at(5'000, [&] {
    CHECK(asked > 0);
    CHECK(one.entity.queued() == 1);  // it would have fitted with the credits of its submission
    needed = 2;
    one.scheduler.drm_sched_run_job_queue();
  });
  one.rig.run();
  CHECK(one.rig.log.lines({"run_job"}).back() ==
        "5000 run_job job=j1 sched=gfx attempt=1 credits_in_use=4 queued=0");
  CHECK(one.scheduler.credit_count() == 0);
  one.expect_clean();
}

TEST_CASE("a job that needs no credits at all bypasses flow control, and warns") {
  OneGpu one({.credit_limit = 1});
  one.gpu.driver.on_credits = [](Job& job) { return job.label() == "j1" ? 0u : 1u; };
  one.rig.at(0, [&] {
    one.rig.submit(one.entity, {.name = "j0"});
    one.rig.submit(one.entity, {.name = "j1"});
  });
  one.rig.run();
  CHECK(one.rig.log.lines({"run_job"}).back() ==
        "0 run_job job=j1 sched=gfx attempt=1 credits_in_use=1 queued=0");
  CHECK(one.rig.hazards() == Lines{"warning"});
}

TEST_CASE("a paused scheduler runs and frees nothing until it is started again") {
  OneGpu one;
  one.rig.at(0, [&] { one.rig.submit(one.entity, {.name = "j0"}); });
  one.rig.at(5'000, [&] {
    one.scheduler.drm_sched_wqueue_stop();
    CHECK(one.scheduler.drm_sched_is_stopped());
    one.rig.submit(one.entity, {.name = "j1"});
  });
  one.rig.at(100'000, [&] { one.scheduler.drm_sched_wqueue_start(); });
  one.rig.run();
  CHECK(one.rig.log.lines({"finished", "free_job", "scheduled"}) ==
        Lines{"0 scheduled job=j0 sched=gfx", "10000 finished job=j0 sched=gfx error=0",
              "100000 scheduled job=j1 sched=gfx", "100000 free_job job=j0",
              "110000 finished job=j1 sched=gfx error=0", "110000 free_job job=j1"});
  one.expect_clean();
}

TEST_CASE("run_job that stops its own scheduler waits for itself") {
  OneGpu one;
  one.gpu.driver.on_run = [&](FakeJob&) {
    one.scheduler.drm_sched_wqueue_stop();
    return RunJobResult::nothing();
  };
  one.rig.at(0, [&] { one.rig.submit(one.entity, {.name = "j0"}); });
  one.rig.run();
  CHECK(one.rig.hazards() == Lines{"self_wait"});
}

TEST_CASE("free_job that stops its own scheduler waits for itself") {
  OneGpu one;
  one.gpu.driver.before_free = [&](Job&) { one.scheduler.drm_sched_stop(nullptr); };
  one.rig.at(0, [&] { one.rig.submit(one.entity, {.name = "j0"}); });
  one.rig.run();
  CHECK(one.rig.hazards() == Lines{"self_wait"});
}

TEST_CASE("run and free work of an unordered queue of the driver run side by side") {
  Rig rig;
  sim::Workqueue unordered(rig.world, "submit", sim::WorkqueueKind::unordered);
  Gpu& gpu = rig.add_gpu("gfx", {.submit_wq = &unordered});
  Entity& entity = rig.add_entity("a", {&gpu});
  gpu.driver.before_free = [&](Job&) { rig.world.cpu().sleep_for(30'000); };
  rig.at(0, [&] { rig.submit(entity, {.name = "j0"}); });
  rig.at(15'000, [&] { rig.submit(entity, {.name = "j1"}); });
  rig.run();
  CHECK(rig.log.lines({"scheduled"}).back() == "15000 scheduled job=j1 sched=gfx");
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

}  // namespace
}  // namespace drmsim::drm::test
