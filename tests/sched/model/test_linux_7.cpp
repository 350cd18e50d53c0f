// What Linux 7.2 and 7.3 do otherwise than 6.12.
#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "sched/model/run_queue.h"
#include "tests/sched/model/support/one_gpu.h"

namespace drmsim::drm::test {
namespace {

GpuOptions linux_7(GpuOptions options = {}, ReleaseId release = ReleaseId::linux_7_3) {
  options.release = release;
  return options;
}

TEST_CASE("linux-7: no hang: the scheduler puts the job back, finished or still running") {
  OneGpu one(linux_7({.timeout_ns = kMs}));
  one.gpu.driver.on_timeout = [&](Job&) {
    one.rig.world.cpu().sleep_for(200'000);
    CHECK(one.scheduler.pending_jobs() == 0);
    return SchedStat::no_hang;
  };
  const sim::TimeNs duration_ns = GENERATE(1'100'000, 1'500'000);
  one.submit_at(0, {{.name = "slow", .duration_ns = duration_ns}});
  one.rig.run();
  CHECK(one.rig.log.jobs("free_job") == "slow");
  CHECK(one.rig.log.count("timedout_job") == 1);
  one.expect_clean();
}

TEST_CASE("linux-7: no hang: the timeout runs again") {
  OneGpu one(linux_7({.timeout_ns = kMs}));
  one.gpu.driver.on_timeout = [](Job&) { return SchedStat::no_hang; };
  one.submit_at(0, {{.name = "slow", .duration_ns = 5 * kMs / 2}});
  one.rig.run();
  CHECK(one.rig.log.lines({"timedout_job", "free_job"}) ==
        Lines{"1000000 timedout_job job=slow sched=gfx karma=0",
              "2000000 timedout_job job=slow sched=gfx karma=0", "2500000 free_job job=slow"});
  one.expect_clean();
}

TEST_CASE("an answer of no hang that the release does not know is a contract hazard") {
  OneGpu one({.timeout_ns = kMs});
  one.gpu.driver.on_timeout = [](Job&) { return SchedStat::no_hang; };
  one.submit_at(0, {{.name = "slow", .duration_ns = 3 * kMs / 2}});
  one.rig.run();
  CHECK(one.rig.hazard_text(sim::HazardKind::contract).find("answers NO_HANG") !=
        std::string::npos);
}

TEST_CASE("linux-7: the event of the submission has the number of the fence") {
  OneGpu one(linux_7());
  Entity& other = one.rig.add_entity("b", {&one.gpu});
  one.rig.at(0, [&] {
    one.rig.submit(one.entity, {.name = "a1"});
    one.rig.submit(one.entity, {.name = "a2"});
    one.rig.submit(other, {.name = "b1"});
  });
  one.rig.run();
  const Lines pushes = one.rig.log.lines({"push"});
  REQUIRE(pushes.size() == 3);
  CHECK(pushes[1].find(" id=2 ") != std::string::npos);
  CHECK(pushes[2].find(" id=1 ") != std::string::npos);
}

TEST_CASE("linux-7: nobody is asked again what a job costs") {
  OneGpu one(linux_7({.credit_limit = 2}));
  one.gpu.driver.on_credits = [](Job&) -> std::uint32_t { return 1; };
  one.submit_at(0, {{.name = "j0", .credits = 2}, {.name = "j1", .credits = 2}});
  one.rig.run_until(0);
  CHECK(one.rig.log.jobs("scheduled") == "j0");
  one.rig.run();
  one.expect_clean();
}

TEST_CASE("linux-7: what has finished goes before the ring is filled again") {
  const bool all = GENERATE(false, true);
  OneGpu one({.credit_limit = 3, .release = all ? ReleaseId::linux_7_3 : ReleaseId::linux_6_12});
  Lines calls;
  one.gpu.driver.before_free = [&](Job& job) {
    if (job.label() == "j0") one.rig.world.cpu().sleep_for(50'000);  // the others finish meanwhile
    calls.push_back("free " + job.label());
  };
  one.gpu.driver.on_run = [&](FakeJob& job) {
    calls.push_back("run " + job.label());
    return std::nullopt;
  };
  one.submit_at(0, named({"j0", "j1", "j2", "j3"}));
  one.rig.run();
  const Lines begun(calls.begin(), calls.begin() + 7);
  const Lines one_by_one{"run j0", "run j1", "run j2", "free j0", "free j1", "run j3", "free j2"};
  const Lines together{"run j0", "run j1", "run j2", "free j0", "free j1", "free j2", "run j3"};
  CHECK(begun == (all ? together : one_by_one));
  one.expect_clean();
}

TEST_CASE("N6: set_priority moves no entity to another run queue") {
  const bool fixed = GENERATE(false, true);
  Rig rig;
  const Release sound;
  const GpuOptions options = {.release =
                                  fixed ? sound.with(Defect::n6_run_queue_priority_fixed) : sound};
  Gpu& first = rig.add_gpu("gfx0", options);
  Gpu& second = rig.add_gpu("gfx1", options);
  Entity& entity = rig.add_entity("a", {&first, &second});
  entity.drm_sched_entity_set_priority(Priority::low);
  rig.at(0, [&] { rig.submit(entity, {.name = "j0"}); });
  rig.run();
  CHECK(entity.run_queue()->priority() == (fixed ? Priority::normal : Priority::low));
}

TEST_CASE("linux-7: an entity of a priority without run queue reads past the end of sched_rq") {
  const ReleaseId release = GENERATE(ReleaseId::linux_7_2, ReleaseId::linux_7_3);
  Rig rig;
  GpuOptions options = linux_7({}, release);
  options.num_rqs = 2;
  Gpu& gpu = rig.add_gpu("gfx", options);
  rig.at(0, [&] { rig.add_entity("a", {&gpu}, Priority::low); });
  rig.run();
  CHECK(rig.hazards() == Lines{"warning", "out_of_bounds"});
  CHECK(rig.hazard_text(sim::HazardKind::out_of_bounds).find("past the end of sched_rq") !=
        std::string::npos);
}

TEST_CASE("linux-7: with the fair policy its one run queue has all priorities") {
  Rig rig;
  GpuOptions options = linux_7();
  options.num_rqs = 2;
  options.policy = "fair";
  Gpu& gpu = rig.add_gpu("gfx", options);
  rig.at(0, [&] {
    Entity& entity = rig.add_entity("a", {&gpu}, Priority::low);
    CHECK(entity.priority() == Priority::high);
  });
  rig.run();
  CHECK(rig.hazards() == Lines{"warning"});
}

TEST_CASE("linux-7: round robin is a number that grows with every turn") {
  OneGpu one(linux_7({.credit_limit = 1, .policy = "rr"}));
  Entity& b = one.rig.add_entity("b", {&one.gpu});
  Entity& c = one.rig.add_entity("c", {&one.gpu});
  one.submit_at(0, named({"a0", "a1", "a2"}));
  one.rig.at(0, [&] {
    for (const char* name : {"b0", "b1", "b2"}) one.rig.submit(b, {.name = name});
  });
  // It has had no turn: it goes first, where the list of 6.12 has its place after b.
  one.rig.at(25'000, [&] { one.rig.submit(c, {.name = "c0"}); });
  one.rig.run();
  CHECK(one.rig.log.jobs("scheduled") == "a0 b0 a1 c0 b1 a2 b2");
  one.expect_clean();
}

TEST_CASE("linux-7: cancel_job signals the hardware fence, or users wait for ever") {
  OneGpu one({.release = Release().without(Defect::d1_pending_jobs_leaked)});
  one.submit_at(0, {{.name = "j0", .hang_attempts = 1}});  // the fake driver's does nothing
  one.rig.at(1'000, [&] {
    one.entity.drm_sched_entity_fini();
    one.scheduler.drm_sched_fini();
  });
  one.rig.run();
  CHECK_THAT(one.rig.hazard_text(sim::HazardKind::fence_never_signalled),
             Catch::Contains("drm_sched_job_cleanup of j0"));
}

TEST_CASE("linux-7: fini leaves entities alone, but frees their run queues") {
  OneGpu one(linux_7({.credit_limit = 1}));
  one.rig.at(0, [&] {
    one.rig.submit(one.entity, {.name = "j0"});
    one.rig.submit(one.entity, {.name = "j1"});
  });
  one.rig.at(50'000, [&] {
    one.scheduler.drm_sched_fini();
    CHECK_FALSE(one.entity.stopped());
    one.entity.drm_sched_entity_fini();
  });
  one.rig.run();
  CHECK(one.rig.hazards() == Lines{"use_after_free"});
}

TEST_CASE("linux-7: a job that outlives its entity accounts for its time all the same") {
  const char* policy = GENERATE("fifo", "rr", "fair");
  OneGpu one(linux_7({.policy = policy}));
  one.submit_at(0, {{.name = "j0", .duration_ns = 40'000}});
  one.rig.at(10'000, [&] { one.entity.drm_sched_entity_fini(); });
  one.rig.run();
  CHECK(one.scheduler.avg_job_us().read() == 40);
  CHECK(one.rig.log.jobs("free_job") == "j0");
  CHECK(one.rig.hazards().empty());
}

TEST_CASE("linux-7: recovery replays the innocent jobs") {
  OneGpu one(linux_7({.timeout_ns = kMs}));
  Entity& other = one.rig.add_entity("b", {&one.gpu}, Priority::low);
  one.submit_at(0, {{.name = "bad", .hang_attempts = 9}});
  one.rig.at(0, [&] { one.rig.submit(other, {.name = "good"}); });
  one.rig.run();
  CHECK(one.rig.log.lines({"finished", "free_job"}) ==
        Lines{"1000000 finished job=bad sched=gfx error=-125", "1000000 free_job job=bad",
              "1010000 finished job=good sched=gfx error=0", "1010000 free_job job=good"});
  CHECK(one.rig.log.count("guilty") == 1);
  one.expect_clean();
}

// A job of normal priority, whose entity became one of the kernel's afterwards: the entity is in
// the run queue of its making (7.x), or in the kernel's, where nobody looks (6.12).
TEST_CASE("linux-7: the walk for guilty entities begins at kernel priority") {
  const bool reaches = GENERATE(false, true);
  Rig rig;
  Gpu& gpu = rig.add_gpu(
      "gfx",
      {.timeout_ns = kMs, .release = reaches ? ReleaseId::linux_7_3 : ReleaseId::linux_6_12});
  Entity& entity = rig.add_entity("a", {&gpu}, Priority::kernel);
  entity.drm_sched_entity_set_priority(Priority::normal);  // its run queue is chosen already
  rig.at(0, [&] { rig.submit(entity, {.name = "bad", .hang_attempts = 9}); });
  rig.run();
  CHECK(rig.log.count("guilty") == (reaches ? 1 : 0));
}

TEST_CASE("linux-7: an entity none of whose schedulers is ready has no run queue") {
  const bool looks = GENERATE(true, false);
  Rig rig;
  const GpuOptions options = linux_7({}, looks ? ReleaseId::linux_7_2 : ReleaseId::linux_7_3);
  Gpu& first = rig.add_gpu("gfx0", options);
  Gpu& second = rig.add_gpu("gfx1", options);
  Entity& entity = rig.add_entity("a", {&first, &second});
  first.scheduler->set_ready(false);
  second.scheduler->set_ready(false);
  rig.at(0, [&] {
    entity.drm_sched_entity_select_rq();
    CHECK(entity.run_queue() == nullptr);
    FakeJob& job = rig.init_job(entity, {.name = "j0"});
    CHECK(job.usable() != looks);
    entity.drm_sched_entity_flush({.id = 1}, kMs);
    entity.drm_sched_entity_fini();
  });
  rig.run();
  CHECK(rig.hazards() == (looks ? Lines{} : Lines{"contract"}));
}

}  // namespace
}  // namespace drmsim::drm::test
