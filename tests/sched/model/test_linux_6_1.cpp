// What was otherwise in Linux 6.1, a switch at a time; and all of it together.
#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "tests/sched/model/support/one_gpu.h"

namespace drmsim::sched::test {
namespace {

constexpr Process kOwner{.id = 1};
constexpr Process kKilled{.id = 1, .exiting = true, .sigkill = true};

Semantics with(std::initializer_list<const char*> switches) {
  Semantics semantics;
  for (const char* name : switches) REQUIRE(semantics.set_switch(name, true));
  return semantics;
}

GpuOptions linux_6_1(GpuOptions options = {}) {
  options.semantics = *Semantics::find_preset("linux-6.1");
  options.policy = "rr";
  return options;
}

TEST_CASE("linux-6.1: a thread of the scheduler runs and frees jobs, finished ones first") {
  OneGpu one(linux_6_1({.credit_limit = 2}));
  Lines calls;
  const auto note = [&](const std::string& what, const Job& job) {
    sim::World& world = one.rig.world;
    CHECK(world.names().text(world.cpu().current()->name()) == "main:gfx");
    calls.push_back(what + " " + job.label());
  };
  one.gpu.driver.on_run = [&](FakeJob& job) {
    note("run", job);
    return std::nullopt;
  };
  one.gpu.driver.before_free = [&](Job& job) { note("free", job); };
  one.submit_at(0, named({"j0", "j1", "j2", "j3"}));
  one.rig.run();
  CHECK(calls ==
        Lines{"run j0", "run j1", "free j0", "run j2", "free j1", "run j3", "free j2", "free j3"});
  CHECK(one.rig.world.cpu().blocked().empty());
  one.expect_clean();
}

TEST_CASE("linux-6.1: stopping waits for the thread, and twice is a warning") {
  OneGpu one(linux_6_1());
  one.gpu.driver.on_run = [&](FakeJob&) {
    one.rig.world.cpu().spend(5'000);
    return std::nullopt;
  };
  one.submit_at(0, named({"j0", "j1"}));
  one.rig.at(1'000, [&] {
    one.scheduler.wqueue_stop();
    CHECK(one.rig.world.now() == 5'000);
    CHECK(one.scheduler.pending_jobs() == 1);
    one.scheduler.wqueue_stop();
    CHECK(one.rig.hazards() == Lines{"warning"});
  });
  one.rig.at(50'000, [&] { one.scheduler.wqueue_start(); });
  one.rig.run();
  CHECK(one.rig.log.lines({"scheduled"}) ==
        Lines{"5000 scheduled job=j0 sched=gfx", "55000 scheduled job=j1 sched=gfx"});
}

TEST_CASE("linux-6.1: recovery replays the innocent jobs") {
  OneGpu one(linux_6_1({.timeout_ns = kMs}));
  Entity& other = one.rig.add_entity("b", {&one.gpu});
  one.submit_at(0, {{.name = "bad", .hang_attempts = 9}});
  one.rig.at(0, [&] { one.rig.submit(other, {.name = "good"}); });
  one.rig.run();
  CHECK(one.rig.log.lines({"finished", "free_job"}) ==
        Lines{"1000000 finished job=bad sched=gfx error=-125", "1000000 free_job job=bad",
              "1010000 finished job=good sched=gfx error=0", "1010000 free_job job=good"});
  one.expect_clean();
}

TEST_CASE("jobs_are_counted: the ring takes as many jobs, whatever their credits") {
  OneGpu one({.credit_limit = 2, .semantics = with({"jobs_are_counted"})});
  one.submit_at(0, {{.name = "j0", .credits = 2}, {.name = "j1", .credits = 2}, {.name = "j2"}});
  one.rig.run_until(0);
  CHECK(one.rig.log.jobs("scheduled") == "j0 j1");
  CHECK(one.scheduler.credit_count() == 2);
  one.rig.run();
  one.expect_clean();
}

TEST_CASE("four_run_queues: there are four, and a job has the priority of its run queue") {
  OneGpu one({.timeout_ns = kMs, .num_rqs = 1, .semantics = with({"four_run_queues"})});
  Entity& low = one.rig.add_entity("low", {&one.gpu}, Priority::low);
  CHECK(low.priority() == Priority::low);
  one.rig.at(0, [&] {
    one.rig.submit(low, {.name = "first"});
    low.set_priority(Priority::kernel);  // it has one scheduler, and stays where it is
    one.rig.submit(low, {.name = "bad", .hang_attempts = 1});
  });
  one.rig.run();
  CHECK(one.rig.log.lines({"guilty"}) == Lines{"1010000 guilty entity=low"});
  CHECK(one.rig.hazards().empty());
}

TEST_CASE("entity_killed_by_fini: flush stops the entity, fini waits and finishes its jobs") {
  OneGpu one({.credit_limit = 1, .semantics = with({"entity_killed_by_fini"})});
  FakeFence& gate = FakeFence::make(one.rig.world);
  one.submit_at(0, named({"j0"}));
  one.rig.at(0, [&] {
    one.rig.submit(one.entity, {.name = "j1"});
    one.rig.submit(one.entity, {.name = "j2"}, {&gate});
    one.rig.submit(one.entity, {.name = "j3"});
  });
  one.rig.at(1'000, [&] {
    one.entity.flush(kKilled, 0);
    CHECK(one.entity.stopped());
    CHECK(one.entity.queued() == 3);
    one.entity.fini();
    CHECK(one.rig.world.now() == 30'000);  // it has waited for what j2 waits for
  });
  one.rig.at(30'000, [&] { gate.signal(); });
  one.rig.run();
  CHECK(one.rig.log.lines({"finished"}) == Lines{"10000 finished job=j0 sched=gfx error=0",
                                                 "10000 finished job=j1 sched=gfx error=-3",
                                                 "30000 finished job=j2 sched=gfx error=-3",
                                                 "30000 finished job=j3 sched=gfx error=-3"});
  dma_fence_put(&gate);
}

TEST_CASE("entity_killed_by_fini: a process that is not killed loses what it has queued, too") {
  OneGpu one({.credit_limit = 1, .semantics = with({"entity_killed_by_fini"})});
  one.submit_at(0, named({"j0", "j1"}));
  one.rig.at(1'000, [&] { one.entity.fini(); });
  one.rig.run();
  CHECK(one.rig.log.lines({"finished"}) == Lines{"10000 finished job=j0 sched=gfx error=0",
                                                 "10000 finished job=j1 sched=gfx error=-3"});
  one.expect_clean();
}

struct ParentSeen : DmaFenceCb {
  SchedFence* fence = nullptr;
  bool seen = false;
};

TEST_CASE("parent_set_after_scheduled: who is woken by scheduled does not see the parent yet") {
  for (const bool after : {false, true}) {
    OneGpu one({.semantics = after ? with({"parent_set_after_scheduled"}) : Semantics{}});
    ParentSeen cb;
    one.rig.at(0, [&] {
      FakeJob& job = one.rig.submit(one.entity, {.name = "j0"});
      cb.fence = &job.s_fence();
      const auto look = [](DmaFence&, DmaFenceCb& called) {
        auto& self = static_cast<ParentSeen&>(called);
        self.seen = self.fence->parent != nullptr;
      };
      REQUIRE(job.scheduled().add_callback(cb, look) == 0);
    });
    one.rig.run();
    CHECK(cb.seen == !after);
    CHECK(one.rig.log.jobs("finished") == "j0");
    one.expect_clean();
  }
}

TEST_CASE("hardware_errors_stay_below: the job ends well although its hardware fence did not") {
  for (const bool below : {false, true}) {
    OneGpu one({.semantics = below ? with({"hardware_errors_stay_below"}) : Semantics{}});
    FakeFence& hardware = FakeFence::make(one.rig.world);
    one.gpu.driver.on_run = [&](FakeJob&) -> std::optional<RunJobResult> {
      return RunJobResult::hardware_fence(dma_fence_get(&hardware));
    };
    one.submit_at(0, named({"j0"}));
    one.rig.at(1'000, [&] {
      hardware.set_error(-kEio);
      hardware.signal();
    });
    one.rig.run();
    CHECK(one.rig.log.lines({"finished"}) ==
          Lines{std::string("1000 finished job=j0 sched=gfx error=") + (below ? "0" : "-5")});
    dma_fence_put(&hardware);
    one.expect_clean();
  }
}

TEST_CASE("restart_without_fence_succeeds: a job that recovery has dropped counts as done") {
  for (const bool succeeds : {false, true}) {
    OneGpu one({.timeout_ns = kMs,
                .driver = {.resubmit = false},
                .semantics = succeeds ? with({"restart_without_fence_succeeds"}) : Semantics{}});
    one.submit_at(0, {{.name = "j0", .hang_attempts = 1}});
    one.rig.run();
    CHECK(one.rig.log.lines({"finished"}) == Lines{std::string("1000000 finished job=j0 sched=gfx "
                                                               "error=") +
                                                   (succeeds ? "0" : "-125")});
    one.expect_clean();
  }
}

TEST_CASE("linux-6.1: taking a scheduler down ends its thread, and flush tells nobody too early") {
  OneGpu one(linux_6_1({.credit_limit = 1}));
  one.submit_at(0, named({"j0", "j1"}));
  one.rig.at(1, [&] {
    one.entity.flush(kOwner, 0);
    CHECK(one.rig.world.now() == 10'000);
  });
  one.rig.run();
  one.expect_clean();
}

}  // namespace
}  // namespace drmsim::sched::test
