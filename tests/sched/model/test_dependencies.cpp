// What a job waits for before it runs, and what it need not wait for.
#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("a job waits for a foreign fence, other entities go on meanwhile") {
  Rig rig;
  Gpu& gpu = rig.add_gpu("gfx");
  Entity& a = rig.add_entity("a", {&gpu});
  Entity& b = rig.add_entity("b", {&gpu});
  FakeFence& gate = FakeFence::make(rig.world);
  rig.at(0, [&] {
    rig.submit(a, {.name = "a0"}, {&gate});
    rig.submit(a, {.name = "a1"});  // behind a0
    rig.submit(b, {.name = "b0"});
  });
  rig.at(1, [&] {
    CHECK(a.dependency() == &gate);
    CHECK_FALSE(a.drm_sched_entity_is_ready());
  });
  rig.at(30'000, [&] { gate.dma_fence_signal(); });
  rig.run();
  CHECK(rig.log.lines({"scheduled"}) == Lines{"0 scheduled job=b0 sched=gfx",
                                              "30000 scheduled job=a0 sched=gfx",
                                              "30000 scheduled job=a1 sched=gfx"});
  dma_fence_put(&gate);
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

TEST_CASE("the log tells what a job depends on, and what its entity has to wait for") {
  Rig rig;
  Gpu& gfx = rig.add_gpu("gfx");
  Gpu& copy = rig.add_gpu("copy");
  Entity& a = rig.add_entity("a", {&gfx});
  Entity& b = rig.add_entity("b", {&gfx});
  Entity& c = rig.add_entity("c", {&copy});
  FakeFence& gate = FakeFence::make(rig.world);
  const std::string numbers =
      "context=" + std::to_string(gate.context()) + " seqno=" + std::to_string(gate.seqno());
  rig.at(0, [&] {
    FakeJob& front = rig.submit(a, {.name = "a0"}, {&gate});
    rig.submit(a, {.name = "a1"}, {&front.finished()});  // of the same entity: no wait
    rig.submit(b, {.name = "b0"}, {&front.finished()});  // of the same ring: for `scheduled`
    rig.submit(c, {.name = "c0"}, {&front.finished()});
  });
  rig.at(30'000, [&] { gate.dma_fence_signal(); });
  rig.run();
  const std::string finished = std::to_string(a.fence_context() + 1);
  CHECK(rig.log.lines({"add_dep"}) ==
        Lines{"0 add_dep job=a0 " + numbers,
              "0 add_dep job=a1 on=a0 context=" + finished + " seqno=1",
              "0 add_dep job=b0 on=a0 context=" + finished + " seqno=1",
              "0 add_dep job=c0 on=a0 context=" + finished + " seqno=1"});
  const std::string scheduled = std::to_string(a.fence_context());
  CHECK(rig.log.lines({"unschedulable"}) ==
        Lines{"0 unschedulable job=a0 " + numbers,
              "0 unschedulable job=c0 on=a0 context=" + finished + " seqno=1",
              "0 unschedulable job=b0 on=a0 context=" + scheduled + " seqno=1"});
  dma_fence_put(&gate);
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

TEST_CASE("a dependency on the same scheduler is pipelined: its scheduled fence is enough") {
  Rig rig;
  Gpu& gpu = rig.add_gpu("gfx");
  Entity& a = rig.add_entity("a", {&gpu});
  Entity& b = rig.add_entity("b", {&gpu});
  rig.at(0, [&] {
    FakeJob& front = rig.submit(a, {.name = "a0"});
    rig.submit(b, {.name = "b0"}, {&front.finished()});
  });
  rig.run();
  CHECK(rig.log.lines({"scheduled"}) ==
        Lines{"0 scheduled job=a0 sched=gfx", "0 scheduled job=b0 sched=gfx"});
  CHECK(rig.log.lines({"hw_start"}) ==
        Lines{"0 hw_start job=a0 sched=gfx", "10000 hw_start job=b0 sched=gfx"});
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

TEST_CASE("a dependency that carries an error already is waited for to its end") {
  Rig rig;
  Gpu& gpu = rig.add_gpu("gfx", {.credit_limit = 8});
  Entity& a = rig.add_entity("a", {&gpu});
  Entity& b = rig.add_entity("b", {&gpu});
  FakeFence& hardware = FakeFence::make(rig.world);
  gpu.driver.on_run = [&](FakeJob& job) -> std::optional<RunJobResult> {
    if (job.label() != "a0") return std::nullopt;
    job.finished().dma_fence_set_error(-kEio);  // known before the job is over
    return RunJobResult::hardware_fence(&hardware);
  };
  rig.at(40'000, [&] { hardware.dma_fence_signal(); });
  FakeJob* front = nullptr;
  rig.at(0, [&] { front = &rig.submit(a, {.name = "a0"}); });
  rig.at(1, [&] { rig.submit(b, {.name = "b0"}, {&front->finished()}); });
  rig.run();
  CHECK(rig.log.lines({"run_job"}) ==
        Lines{"40000 run_job job=b0 sched=gfx attempt=1 credits_in_use=1 queued=0"});
}

TEST_CASE(
    "a dependency on another scheduler is waited for to its end, and its error does not spread") {
  Rig rig;
  Gpu& gfx = rig.add_gpu("gfx");
  Gpu& dma = rig.add_gpu("dma");
  Entity& a = rig.add_entity("a", {&dma});
  Entity& b = rig.add_entity("b", {&gfx});
  rig.at(0, [&] {
    FakeJob& copy = rig.init_job(a, {.name = "copy", .duration_ns = 25'000});
    copy.drm_sched_job_arm();
    rig.submit(b, {.name = "draw"}, {&copy.finished()});
    copy.finished().dma_fence_set_error(-kEio);
    a.drm_sched_entity_push_job(copy, rig.process);
  });
  rig.run();
  CHECK(rig.log.lines({"finished"}) == Lines{"0 finished job=copy sched=dma error=-5",
                                             "10000 finished job=draw sched=gfx error=0"});
}

TEST_CASE("a dependency on an earlier job of the same entity costs nothing") {
  Rig rig;
  Gpu& gpu = rig.add_gpu("gfx");
  Entity& a = rig.add_entity("a", {&gpu});
  const bool scheduled = GENERATE(true, false);
  rig.at(0, [&] {
    FakeJob& first = rig.submit(a, {.name = "a0"});
    Fence& fence = scheduled ? first.scheduled() : first.finished();
    rig.submit(a, {.name = "a1"}, {&fence});
    CHECK(fence.references() > 1);
  });
  rig.run();
  CHECK(rig.log.lines({"scheduled"}) ==
        Lines{"0 scheduled job=a0 sched=gfx", "0 scheduled job=a1 sched=gfx"});
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

TEST_CASE("a dependency that has signalled is skipped") {
  Rig rig;
  Entity& a = rig.add_entity("a", {&rig.add_gpu("gfx")});
  FakeFence& done = FakeFence::make(rig.world);
  done.dma_fence_signal();
  rig.at(5, [&] { rig.submit(a, {.name = "a0"}, {&done}); });
  rig.run();
  CHECK(rig.log.lines({"scheduled"}) == Lines{"5 scheduled job=a0 sched=gfx"});
  dma_fence_put(&done);
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

TEST_CASE("prepare_job is asked after the dependencies, and again until it has nothing left") {
  Rig rig;
  Gpu& gpu = rig.add_gpu("gfx");
  Entity& a = rig.add_entity("a", {&gpu});
  FakeFence& gate = FakeFence::make(rig.world);
  std::vector<FakeFence*> resources{&FakeFence::make(rig.world), &FakeFence::make(rig.world)};
  std::vector<sim::TimeNs> asked;
  gpu.driver.on_prepare = [&](Job&, Entity& entity) -> Fence* {
    CHECK(&entity == &a);
    asked.push_back(rig.world.now());
    return asked.size() <= resources.size() ? dma_fence_get(resources[asked.size() - 1]) : nullptr;
  };
  rig.at(0, [&] { rig.submit(a, {.name = "a0"}, {&gate}); });
  rig.at(100, [&] { gate.dma_fence_signal(); });
  rig.at(200, [&] { resources[0]->dma_fence_signal(); });
  rig.at(300, [&] { resources[1]->dma_fence_signal(); });
  rig.run();
  CHECK(asked == std::vector<sim::TimeNs>{100, 200, 300});
  CHECK(rig.log.lines({"scheduled"}) == Lines{"300 scheduled job=a0 sched=gfx"});
  for (FakeFence* fence : resources) dma_fence_put(fence);
  dma_fence_put(&gate);
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

TEST_CASE("prepare_job that allocates may wait for the fence of its own job") {
  Rig rig;
  Gpu& gpu = rig.add_gpu("gfx");
  Entity& a = rig.add_entity("a", {&gpu});
  gpu.driver.on_prepare = [&](Job&, Entity&) -> Fence* {
    rig.world.memory().check_allocation(sim::Gfp::kernel, "kmalloc");
    return nullptr;
  };
  rig.at(0, [&] { rig.submit(a, {.name = "a0"}); });
  rig.run();
  CHECK(rig.hazards() == Lines{"allocation_in_signalling_path"});
}

TEST_CASE("prepare_job is not asked for killed jobs") {
  Rig rig;
  Gpu& gpu = rig.add_gpu("gfx");
  Entity& a = rig.add_entity("a", {&gpu});
  FakeFence& gate = FakeFence::make(rig.world);
  int asked = 0;
  gpu.driver.on_prepare = [&](Job&, Entity&) -> Fence* {
    ++asked;
    return nullptr;
  };
  rig.at(0, [&] { rig.submit(a, {.name = "a0"}, {&gate}); });
  rig.at(10, [&] {
    a.drm_sched_entity_fini();
    gate.dma_fence_signal();
  });
  rig.run();
  CHECK(rig.log.jobs("free_job") == "a0");
  CHECK(asked == 0);
  dma_fence_put(&gate);
}

// The run worker takes one job a turn; an entity that has to wait must not cost the others their
// turn.
TEST_CASE("an entity whose job turns out to wait does not keep ready ones from running") {
  Rig rig;
  Gpu& gpu = rig.add_gpu("gfx");
  Entity& a = rig.add_entity("a", {&gpu});
  Entity& b = rig.add_entity("b", {&gpu});
  FakeFence& never = FakeFence::make(rig.world);
  rig.at(0, [&] {
    rig.submit(a, {.name = "a0"}, {&never});
    rig.submit(b, {.name = "b0"});
  });
  rig.run();
  CHECK(rig.log.jobs("scheduled") == "b0");
  CHECK(rig.log.jobs("free_job") == "b0");
}

}  // namespace
}  // namespace drmsim::drm::test
