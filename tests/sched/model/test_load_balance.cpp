// Which of its schedulers an entity uses: the least loaded, when nothing keeps it where it is.
#include <catch2/catch.hpp>

#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

struct TwoGpus {
  Rig rig;
  Gpu& a = rig.add_gpu("a", {.credit_limit = 1});
  Gpu& b = rig.add_gpu("b", {.credit_limit = 1});
  Scheduler& sa = *a.scheduler;
  Scheduler& sb = *b.scheduler;
  Scheduler* best() { return Scheduler::drm_sched_pick_best({&sa, &sb}); }
};

TEST_CASE("the score counts entities and jobs, until they leave and are done") {
  Rig rig;
  Gpu& gpu = rig.add_gpu("gfx", {.credit_limit = 1});
  Entity& entity = rig.add_entity("a", {&gpu});
  CHECK(gpu.scheduler->score() == 0);
  rig.at(0, [&] {
    rig.submit(entity, {.name = "j0"});
    rig.submit(entity, {.name = "j1"});
    CHECK(gpu.scheduler->score() == 3);
  });
  rig.at(15'000, [&] { CHECK(gpu.scheduler->score() == 2); });
  rig.run();
  CHECK(gpu.scheduler->score() == 1);  // the entity stays on its run queue
  rig.at(0, [&] { entity.drm_sched_entity_destroy(rig.process); });
  rig.run();
  CHECK(gpu.scheduler->score() == 0);
}

TEST_CASE("the least loaded scheduler is best, the first of equals, never one that is not ready") {
  TwoGpus two;
  CHECK(two.best() == &two.sa);
  two.sa.change_score(+1);
  CHECK(two.best() == &two.sb);
  two.sb.set_ready(false);
  CHECK(two.best() == &two.sa);
  two.sa.set_ready(false);
  CHECK(two.best() == nullptr);
}

// The comparison is unsigned and starts from the largest number there is.
TEST_CASE("a score below zero looks like full load, and -1 like no scheduler at all") {
  TwoGpus two;
  two.sa.change_score(-2);
  two.sb.change_score(+1'000);
  CHECK(two.best() == &two.sb);
  two.sa.change_score(+1);
  two.sb.set_ready(false);
  CHECK(two.best() == nullptr);
}

TEST_CASE("schedulers may share a score, as rings of one engine do") {
  int load = 0;  // outlives the schedulers, and the entities that leave them
  Rig rig;
  Gpu& a = rig.add_gpu("a", {.score = &load});
  Gpu& b = rig.add_gpu("b", {.score = &load});
  Entity& entity = rig.add_entity("e", {&a});
  rig.at(0, [&] { rig.submit(entity, {.name = "j0"}); });
  rig.run();
  CHECK(load == 1);
  CHECK(b.scheduler->score() == 1);
}

TEST_CASE("an idle entity moves to the least loaded scheduler, a busy one stays") {
  TwoGpus two;
  Rig& rig = two.rig;
  Entity& other = rig.add_entity("other", {&two.a});
  Entity& entity = rig.add_entity("e", {&two.a, &two.b});
  rig.at(0, [&] {
    rig.submit(entity, {.name = "e0"});  // a and b are equal: a
    rig.submit(other, {.name = "o0", .duration_ns = 100'000});
    rig.submit(entity, {.name = "e1"});  // b is idle, but e0 is queued
  });
  rig.at(5'000, [&] { rig.submit(entity, {.name = "e2"}); });  // e1 is queued
  rig.at(120'000, [&] { CHECK(entity.queued() == 1); });
  rig.at(500'000, [&] {
    rig.submit(other, {.name = "o1", .duration_ns = 100'000});
    rig.submit(entity, {.name = "e3"});  // idle: b
  });
  rig.run();
  CHECK(rig.log.lines({"run_job"}) ==
        Lines{"0 run_job job=e0 sched=a attempt=1 credits_in_use=1 queued=1",
              "10000 run_job job=o0 sched=a attempt=1 credits_in_use=1 queued=0",
              "110000 run_job job=e1 sched=a attempt=1 credits_in_use=1 queued=1",
              "120000 run_job job=e2 sched=a attempt=1 credits_in_use=1 queued=0",
              "500000 run_job job=o1 sched=a attempt=1 credits_in_use=1 queued=0",
              "500000 run_job job=e3 sched=b attempt=1 credits_in_use=1 queued=0"});
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

TEST_CASE("an entity stays while its last job has not finished, even with an empty queue") {
  TwoGpus two;
  Rig& rig = two.rig;
  Entity& other = rig.add_entity("other", {&two.a});
  Entity& entity = rig.add_entity("e", {&two.a, &two.b});
  rig.at(0, [&] {
    rig.submit(entity, {.name = "e0"});
    rig.submit(other, {.name = "o0"});
  });
  rig.at(5'000, [&] {
    CHECK(entity.queued() == 0);
    rig.submit(entity, {.name = "e1"});
    CHECK(entity.scheduler() == &two.sa);
  });
  rig.run();
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

TEST_CASE(
    "modify_sched takes effect with the next job of an idle entity, and a single one stays "
    "chosen") {
  TwoGpus two;
  Rig& rig = two.rig;
  Entity& entity = rig.add_entity("e", {&two.a});
  rig.at(0, [&] {
    rig.submit(entity, {.name = "e0"});
    entity.drm_sched_entity_modify_sched({&two.sb});
    rig.submit(entity, {.name = "e1"});  // e0 is queued
    CHECK(entity.scheduler() == &two.sa);
  });
  rig.at(100'000, [&] {
    rig.submit(entity, {.name = "e2"});
    CHECK(entity.scheduler() == &two.sb);
  });
  rig.run();
  CHECK(rig.log.lines({"run_job"}).back() ==
        "100000 run_job job=e2 sched=b attempt=1 credits_in_use=1 queued=0");
  CHECK(two.sa.score() == 0);
  CHECK(two.sb.score() == 1);
  two.sb.set_ready(false);
  entity.drm_sched_entity_select_rq();  // nothing to choose from any more
  CHECK(entity.scheduler() == &two.sb);
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

// drm_sched_entity_kill() never takes the jobs off the score again; the oracle has it as a
// surprise.
TEST_CASE("killed jobs stay on the score of their scheduler") {
  TwoGpus two;
  Rig& rig = two.rig;
  Entity& entity = rig.add_entity("e", {&two.a});
  FakeFence& gate = FakeFence::make(rig.world);
  rig.at(0, [&] {
    rig.submit(entity, {.name = "e0"}, {&gate});
    rig.submit(entity, {.name = "e1"});
    entity.drm_sched_entity_fini();
    gate.dma_fence_signal();
  });
  rig.run();
  CHECK(rig.log.jobs("free_job") == "e0 e1");
  CHECK(two.sa.score() == 2);
  dma_fence_put(&gate);
}

}  // namespace
}  // namespace drmsim::drm::test
