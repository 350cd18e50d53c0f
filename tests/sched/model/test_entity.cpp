// An entity while it lives: order, priorities, choice of a scheduler, guilt, the error of its last
// job.
#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("jobs of one entity start in the order in which they were pushed") {
  Rig rig;
  Entity& entity = rig.add_entity("a", {&rig.add_gpu("gfx", {.credit_limit = 2})});
  rig.at(0, [&] {
    for (const char* name : {"j0", "j1", "j2", "j3"}) rig.submit(entity, {.name = name});
  });
  rig.run();
  CHECK(rig.log.jobs("hw_start") == "j0 j1 j2 j3");
  CHECK(rig.log.jobs("finished") == "j0 j1 j2 j3");
  CHECK(rig.log.jobs("free_job") == "j0 j1 j2 j3");
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

TEST_CASE("higher priorities run first, whoever was there before") {
  Rig rig;
  Gpu& gpu = rig.add_gpu("gfx", {.credit_limit = 1});
  Entity& low = rig.add_entity("low", {&gpu}, Priority::low);
  Entity& normal = rig.add_entity("normal", {&gpu}, Priority::normal);
  Entity& high = rig.add_entity("high", {&gpu}, Priority::high);
  Entity& kernel = rig.add_entity("kernel", {&gpu}, Priority::kernel);
  rig.at(0, [&] {
    for (Entity* entity : {&low, &normal, &high, &kernel}) {
      rig.submit(*entity, {.name = entity->name() + "0"});
      rig.submit(*entity, {.name = entity->name() + "1"});
    }
  });
  rig.run();
  CHECK(rig.log.jobs("run_job") == "kernel0 kernel1 high0 high1 normal0 normal1 low0 low1");
}

TEST_CASE(
    "a priority that the scheduler has no run queue for becomes the lowest that it has, and "
    "warns") {
  Rig rig;
  Gpu& gpu = rig.add_gpu("gfx", {.num_rqs = 2});
  Entity& entity = rig.add_entity("a", {&gpu}, Priority::low);
  CHECK(entity.priority() == Priority::high);
  CHECK(entity.run_queue() == &gpu.scheduler->run_queue(Priority::high));
  CHECK(rig.hazards() == Lines{"warning"});
}

TEST_CASE("a priority set later is not checked: the kernel reads past its run queues") {
  Rig rig;
  Gpu& a = rig.add_gpu("a", {.num_rqs = 2});
  Gpu& b = rig.add_gpu("b", {.num_rqs = 2});
  Entity& entity = rig.add_entity("e", {&a, &b}, Priority::high);
  entity.drm_sched_entity_set_priority(Priority::low);
  rig.at(0, [&] { rig.submit(entity, {.name = "j0"}); });
  rig.run();
  CHECK(rig.hazards() == Lines{"out_of_bounds"});
  CHECK_THAT(rig.hazard_text(sim::HazardKind::out_of_bounds),
             Catch::Contains("none of priority low"));
}

TEST_CASE("jobs pushed in another order than they were armed signal out of order") {
  Rig rig;
  Entity& entity = rig.add_entity("a", {&rig.add_gpu("gfx")});
  rig.at(0, [&] {
    FakeJob& first = rig.init_job(entity, {.name = "j0"});
    FakeJob& second = rig.init_job(entity, {.name = "j1"});
    first.drm_sched_job_arm();
    second.drm_sched_job_arm();
    entity.drm_sched_entity_push_job(second, rig.process);
    entity.drm_sched_entity_push_job(first, rig.process);
  });
  rig.run();
  CHECK(rig.hazards() == Lines{"fence_order"});
  CHECK_THAT(rig.hazard_text(sim::HazardKind::fence_order),
             Catch::Contains("push_job of j0") && Catch::Contains("not done under one lock"));
  CHECK(rig.log.jobs("finished") == "j1 j0");
}

TEST_CASE("a new priority counts from when the entity next chooses a run queue") {
  Rig rig;
  Gpu& a = rig.add_gpu("a");
  Gpu& b = rig.add_gpu("b");
  Entity& entity = rig.add_entity("e", {&a, &b});
  rig.at(0, [&] {
    rig.submit(entity, {.name = "j0"});
    entity.drm_sched_entity_set_priority(Priority::high);
    rig.submit(entity, {.name = "j1"});  // j0 is still queued or running
    CHECK(entity.run_queue() == &a.scheduler->run_queue(Priority::normal));
  });
  rig.at(100'000, [&] {
    rig.submit(entity, {.name = "j2"});
    CHECK(entity.run_queue() == &b.scheduler->run_queue(Priority::high));  // the less loaded one
  });
  rig.run();
  CHECK(rig.log.lines({"entity_priority"}) == Lines{"0 entity_priority entity=e prio=high"});
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

TEST_CASE("an entity with one scheduler keeps its run queue, whatever its priority becomes") {
  Rig rig;
  Gpu& gpu = rig.add_gpu("gfx");
  Entity& entity = rig.add_entity("a", {&gpu});
  entity.drm_sched_entity_set_priority(Priority::high);
  rig.at(0, [&] { rig.submit(entity, {.name = "j0"}); });
  rig.run();
  CHECK(entity.run_queue() == &gpu.scheduler->run_queue(Priority::normal));
}

TEST_CASE("the error of an entity is that of the job scheduled last") {
  Rig rig;
  Entity& entity = rig.add_entity("a", {&rig.add_gpu("gfx")});
  CHECK(entity.drm_sched_entity_error() == 0);
  rig.at(0, [&] {
    rig.submit(entity, {.name = "j0", .result = RunJobResult::failed(-kEio), .scripted = true});
  });
  rig.run();
  CHECK(entity.drm_sched_entity_error() == -kEio);
  rig.at(10, [&] { rig.submit(entity, {.name = "j1"}); });
  rig.run();
  CHECK(entity.drm_sched_entity_error() == 0);
}

TEST_CASE(
    "jobs of a guilty entity are cancelled when they are popped, those on the hardware are not") {
  Rig rig;
  Entity& entity = rig.add_entity("a", {&rig.add_gpu("gfx", {.credit_limit = 1})});
  rig.at(0, [&] {
    rig.submit(entity, {.name = "j0"});
    rig.submit(entity, {.name = "j1"});
  });
  rig.at(5'000, [&] { entity.set_guilty(); });
  rig.run();
  CHECK(entity.guilty());
  CHECK(rig.log.lines({"guilty"}) == Lines{"5000 guilty entity=a"});
  CHECK(rig.log.lines({"finished"}) == Lines{"10000 finished job=j0 sched=gfx error=0",
                                             "10000 finished job=j1 sched=gfx error=-125"});
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

TEST_CASE("entities of one context may share their guilt, or have none") {
  Rig rig;
  Gpu& gpu = rig.add_gpu("gfx");
  Entity& a = rig.add_entity("a", {&gpu});
  Entity& b = rig.add_entity("b", {&gpu});
  Entity& none = rig.add_entity("none", {&gpu});
  bool context_is_guilty = false;
  a.keep_guilty_in(&context_is_guilty);
  b.keep_guilty_in(&context_is_guilty);
  none.keep_guilty_in(nullptr);
  none.set_guilty();
  CHECK_FALSE(none.guilty());
  CHECK_FALSE(b.guilty());
  a.set_guilty();
  CHECK(b.guilty());
}

TEST_CASE("an entity destroyed without fini is a contract hazard") {
  Rig rig;
  Gpu& gpu = rig.add_gpu("gfx");
  Entity& entity = rig.add_entity("a", {&gpu});
  rig.at(0, [&] { rig.submit(entity, {.name = "j0"}); });
  rig.run();
  rig.entities.clear();
  CHECK(rig.hazards() == Lines{"contract"});
  CHECK_THAT(rig.hazard_text(sim::HazardKind::contract),
             Catch::Contains("entity a is destroyed without drm_sched_entity_fini()"));
}

TEST_CASE("an entity that was never used is destroyed at once") {
  Rig rig;
  Entity& entity = rig.add_entity("a", {&rig.add_gpu("gfx")});
  rig.at(7, [&] { entity.drm_sched_entity_destroy(rig.process); });
  rig.run();
  CHECK(rig.world.now() == 7);
  CHECK(rig.world.cpu().blocked().empty());
}

}  // namespace
}  // namespace drmsim::drm::test
