// When the timeout fires, when it does not, and when it should have: defects of 6.12 included.
#include <catch2/catch.hpp>

#include "tests/sched/model/support/one_gpu.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE(
    "a job that hangs times out when its time is over, counted from when it was handed over") {
  OneGpu one({.timeout_ns = 10 * kMs});
  one.submit_at(500, {{.name = "j0", .hang_attempts = 1}});
  one.rig.run();
  CHECK(one.rig.log.lines({"timedout_job"}) ==
        Lines{"10000500 timedout_job job=j0 sched=gfx karma=0"});
  one.expect_clean();
}

TEST_CASE("the timeout is in whole ticks of 1 ms") {
  OneGpu one({.timeout_ns = 2'300'000});
  one.submit_at(500, {{.name = "j0", .hang_attempts = 1}});
  one.rig.run();
  CHECK(one.rig.log.lines({"timedout_job"}) ==
        Lines{"3000500 timedout_job job=j0 sched=gfx karma=0"});
}

TEST_CASE("jobs that finish in time never time out, and leave no timer behind") {
  OneGpu one({.timeout_ns = 10 * kMs});
  one.submit_at(0, {{.name = "j0", .duration_ns = 9 * kMs}});
  one.submit_at(0, {{.name = "j1", .duration_ns = 9 * kMs}});  // its time counts from the end of j0
  one.rig.run();
  CHECK(one.rig.log.count("timedout_job") == 0);
  CHECK(one.rig.world.now() == 18 * kMs);
  one.expect_clean();
}

TEST_CASE(
    "when the oldest job is done the time of the next one begins, as does its scheduled "
    "timestamp") {
  OneGpu one({.timeout_ns = 10 * kMs});
  FakeJob* second = nullptr;
  one.submit_at(0, {{.name = "j0", .duration_ns = 9 * kMs}});
  one.rig.at(0, [&] { second = &one.rig.submit(one.entity, {.name = "j1", .hang_attempts = 1}); });
  one.rig.at(18 * kMs, [&] { CHECK(second->scheduled().timestamp_ns() == 9 * kMs); });
  one.rig.run();
  CHECK(one.rig.log.lines({"timedout_job"}) ==
        Lines{"19000000 timedout_job job=j1 sched=gfx karma=0"});
}

TEST_CASE("without a timeout a hanging job hangs for ever") {
  OneGpu one({.timeout_ns = sim::kForever});
  one.submit_at(0, {{.name = "j0", .hang_attempts = 1}});
  one.rig.run();
  CHECK(one.scheduler.pending_jobs() == 1);
  CHECK(one.rig.world.now() == 0);
}

TEST_CASE("a timeout and a completion at the same instant: the one that was armed first") {
  OneGpu one({.timeout_ns = kMs});
  one.submit_at(0, {{.name = "j0", .duration_ns = kMs}});
  one.rig.run();
  CHECK(one.rig.log.count("timedout_job") == 1);
  CHECK(one.rig.log.lines({"finished"}) == Lines{"1000000 finished job=j0 sched=gfx error=-125"});
}

TEST_CASE("enodev from timedout_job leaves the timeout off") {
  OneGpu one({.timeout_ns = 10 * kMs});
  int timeouts = 0;
  one.gpu.driver.on_timeout = [&](Job& job) {
    ++timeouts;
    one.scheduler.drm_sched_stop(&job);
    one.gpu.driver.reset();
    return SchedStat::enodev;
  };
  one.submit_at(0, {{.name = "j0", .hang_attempts = 1}});
  one.rig.run();
  CHECK(timeouts == 1);
}

TEST_CASE("drm_sched_fault starts timeout handling at once") {
  OneGpu one({.timeout_ns = 10 * kMs});
  one.submit_at(0, {{.name = "j0", .hang_attempts = 1}});
  one.rig.at(5'000, [&] { one.scheduler.drm_sched_fault(); });
  one.rig.run();
  CHECK(one.rig.log.lines({"timedout_job"}) == Lines{"5000 timedout_job job=j0 sched=gfx karma=0"});
  one.expect_clean();
}

TEST_CASE("drm_sched_fault with nothing on the hardware does nothing") {
  OneGpu one({.timeout_ns = 10 * kMs});
  one.rig.at(0, [&] { one.scheduler.drm_sched_fault(); });
  one.rig.run();
  CHECK(one.rig.log.count("timedout_job") == 0);
  one.expect_clean();
}

// With a timeout of 0 start() queues the handler again, which runs before the free worker does.
TEST_CASE("tdr_queue_imm fires at once, and the timeout stays 0: every job times out, twice") {
  OneGpu one({.timeout_ns = 10 * kMs});
  one.submit_at(0, {{.name = "j0", .duration_ns = 20'000}});
  one.rig.at(5'000, [&] { one.scheduler.drm_sched_tdr_queue_imm(); });
  one.gpu.driver.on_timeout = [&](Job& job) {
    one.scheduler.drm_sched_stop(&job);
    one.gpu.driver.reset();
    one.scheduler.drm_sched_start();
    return SchedStat::nominal;
  };
  one.submit_at(100'000, {{.name = "j1"}});
  one.rig.run();
  CHECK(one.rig.log.jobs("timedout_job") == "j0 j0 j1 j1");
  CHECK(one.rig.log.lines({"finished", "free_job"}) ==
        Lines{"5000 finished job=j0 sched=gfx error=-125", "5000 free_job job=j0",
              "100000 finished job=j1 sched=gfx error=-125", "100000 free_job job=j1"});
}

TEST_CASE("a suspended timeout does not fire, resumed it fires after what remained") {
  OneGpu one({.timeout_ns = 10 * kMs});
  sim::TimeNs remaining_ns = 0;
  one.submit_at(0, {{.name = "j0", .hang_attempts = 1}});
  one.rig.at(4 * kMs, [&] {
    remaining_ns = one.scheduler.drm_sched_suspend_timeout();
    CHECK(remaining_ns == 6 * kMs);
  });
  one.rig.at(50 * kMs, [&] { one.scheduler.drm_sched_resume_timeout(remaining_ns); });
  one.rig.run();
  CHECK(one.rig.log.lines({"timedout_job"}) ==
        Lines{"56000000 timedout_job job=j0 sched=gfx karma=0"});
}

TEST_CASE("suspending twice: nothing is left to resume, the timeout is lost") {
  OneGpu one({.timeout_ns = 10 * kMs});
  one.submit_at(0, {{.name = "j0", .hang_attempts = 1}});
  one.rig.at(4 * kMs, [&] {
    one.scheduler.drm_sched_suspend_timeout();
    CHECK(one.scheduler.drm_sched_suspend_timeout() == sim::kForever);
    one.scheduler.drm_sched_resume_timeout(sim::kForever);
  });
  one.rig.run();
  CHECK(one.rig.log.count("timedout_job") == 0);
  CHECK(one.scheduler.pending_jobs() == 1);
}

TEST_CASE("suspending a timeout that is not running returns the whole of it") {
  OneGpu one({.timeout_ns = 10 * kMs});
  one.rig.at(0, [&] { CHECK(one.scheduler.drm_sched_suspend_timeout() == 10 * kMs); });
  one.rig.run();
}

TEST_CASE("suspending takes an expired timeout back from a worker that has not come to it yet") {
  Rig rig;
  sim::Workqueue slow(rig.world, "tdr", sim::WorkqueueKind::ordered, sim::Delay::fixed(100'000));
  Gpu& gpu = rig.add_gpu("gfx", {.timeout_ns = 10 * kMs, .timeout_wq = &slow});
  Entity& entity = rig.add_entity("a", {&gpu});
  rig.at(0, [&] { rig.submit(entity, {.name = "j0", .hang_attempts = 1}); });
  rig.at(10 * kMs + 50'000, [&] { CHECK(gpu.scheduler->drm_sched_suspend_timeout() == 10 * kMs); });
  rig.run();
  CHECK(rig.log.count("timedout_job") == 0);
}

TEST_CASE("resuming with nothing on the hardware leaves the timer off") {
  OneGpu one({.timeout_ns = 10 * kMs});
  one.rig.at(0, [&] { one.scheduler.drm_sched_resume_timeout(5 * kMs); });
  one.rig.run();
  CHECK(one.rig.world.now() == 0);
}

// A7: mod_delayed_work where queue_delayed_work was (6.8): each job that begins restarts the time
// of the one that hangs. Three jobs behind it, 8 ms apart, delay its timeout from 10 ms to 34 ms.
TEST_CASE("new submissions push the timeout of a hanging job out") {
  OneGpu one({.timeout_ns = 10 * kMs});
  one.submit_at(0, {{.name = "j0", .hang_attempts = 1}});
  for (sim::TimeNs i = 1; i <= 3; ++i)
    one.submit_at(8 * kMs * i, {{.name = "j" + std::to_string(i)}});
  one.rig.run();
  CHECK(one.rig.log.lines({"timedout_job"}) ==
        Lines{"34000000 timedout_job job=j0 sched=gfx karma=0"});
}

// The same without bound: jobs that never reach the hardware give their credits back at once.
TEST_CASE("jobs that run_job refuses push the timeout out without end") {
  OneGpu one({.timeout_ns = 10 * kMs});
  one.submit_at(0, {{.name = "hung", .hang_attempts = 1}});
  for (sim::TimeNs i = 1; i <= 50; ++i) {
    one.submit_at(8 * kMs * i,
                  {{.name = "refused", .result = RunJobResult::nothing(), .scripted = true}});
  }
  one.rig.run();
  CHECK(one.rig.log.lines({"timedout_job"}).front() ==
        "410000000 timedout_job job=hung sched=gfx karma=0");
}

// A8: a suspended timeout, as panthor suspends it for a group that is not scheduled.
TEST_CASE("a suspended timeout is armed again by the next submission") {
  OneGpu one({.timeout_ns = 10 * kMs});
  one.submit_at(0, {{.name = "j0", .hang_attempts = 1}});
  one.rig.at(2 * kMs, [&] { one.scheduler.drm_sched_suspend_timeout(); });
  one.submit_at(5 * kMs, {{.name = "j1"}});
  one.rig.run();
  CHECK(one.rig.log.lines({"timedout_job"}) ==
        Lines{"15000000 timedout_job job=j0 sched=gfx karma=0"});
}

// A2: the handler sees that the job has finished, or gets on, and returns without stopping the
// scheduler. The job was taken off pending_list, so nobody ever frees it.
TEST_CASE("a false timeout that the driver shrugs off leaks the job") {
  OneGpu one({.timeout_ns = kMs});
  one.gpu.driver.on_timeout = [](Job&) { return SchedStat::nominal; };
  one.submit_at(0, {{.name = "slow", .duration_ns = 3 * kMs}});
  one.rig.run();
  CHECK(one.rig.log.lines({"timedout_job", "finished", "free_job"}) ==
        Lines{"1000000 timedout_job job=slow sched=gfx karma=0",
              "3000000 finished job=slow sched=gfx error=0"});
  one.rig.tear_down();
  CHECK(one.rig.hazards() == Lines(3, "leak"));  // the job, its s_fence, its hardware fence
  const std::string text = one.rig.hazard_text(sim::HazardKind::leak);
  CHECK_THAT(text, Catch::Contains("drm_sched_job slow") && Catch::Contains("timedout_job"));
}

TEST_CASE("a false timeout whose job is reinserted leaks nothing, finished or still running") {
  OneGpu one({.timeout_ns = kMs});
  one.gpu.driver.on_timeout = [&](Job& job) {
    one.rig.world.cpu().sleep_for(200'000);
    one.scheduler.reinsert_job(job);
    return SchedStat::nominal;
  };
  const sim::TimeNs duration_ns = GENERATE(1'100'000, 1'500'000);
  one.submit_at(0, {{.name = "slow", .duration_ns = duration_ns}});
  one.rig.run();
  CHECK(one.rig.log.jobs("free_job") == "slow");
  CHECK(one.rig.log.count("timedout_job") == 1);
  one.expect_clean();
}

TEST_CASE("a job that is reinserted while it is on the list is a contract hazard") {
  OneGpu one({.timeout_ns = kMs});
  one.gpu.driver.on_timeout = [&](Job& job) {
    one.scheduler.reinsert_job(job);
    one.scheduler.drm_sched_stop(&job);
    return SchedStat::nominal;
  };
  one.submit_at(0, {{.name = "slow", .duration_ns = 3 * kMs}});
  one.rig.run();
  CHECK(one.rig.hazards() == Lines{"contract"});
  CHECK_THAT(one.rig.hazard_text(sim::HazardKind::contract),
             Catch::Contains("drm_sched_stop of slow") &&
                 Catch::Contains("it is on pending_list already"));
}

}  // namespace
}  // namespace drmsim::drm::test
