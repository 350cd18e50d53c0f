// The queue between submitter and run worker, and the instants in which they meet.
#include <catch2/catch.hpp>

#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

sim::Hold hold_push(std::uint64_t occurrence, sim::TimeNs duration_ns) {
  return {.role = "client",
          .point = sim::Point::atomic,
          .function = "push",
          .occurrence = occurrence,
          .duration_ns = duration_ns};
}

TEST_CASE("jobs leave the queue in the order in which they came") {
  Rig rig;
  Entity& entity = rig.add_entity("a", {&rig.add_gpu("gfx")});
  JobQueue queue(rig.world);
  FakeJob& first = rig.init_job(entity, {.name = "j0"});
  FakeJob& second = rig.init_job(entity, {.name = "j1"});
  CHECK(queue.peek() == nullptr);
  CHECK(queue.push(first));
  CHECK_FALSE(queue.push(second));
  CHECK(queue.count() == 2);
  CHECK(queue.peek() == &first);
  CHECK(queue.pop() == &first);
  CHECK(queue.pop() == &second);
  CHECK(queue.pop() == nullptr);
  CHECK(queue.count() == 0);
}

// Linux 8af39ec5cf2b: the count may be ahead of the list, never behind it.
TEST_CASE("a job that is being pushed counts before it can be popped") {
  Rig rig;
  rig.world.holds().add(hold_push(1, 100));
  Entity& entity = rig.add_entity("a", {&rig.add_gpu("gfx")});
  rig.at(10, [&] { rig.submit(entity, {.name = "j0"}); });
  rig.at(50, [&] {
    CHECK(entity.queued() == 1);
    CHECK(entity.peek_job() == nullptr);
  });
  rig.run();
  CHECK(rig.log.lines({"scheduled"}) == Lines{"110 scheduled job=j0 sched=gfx"});
}

// It is on its run queue from its first job on, and would hold up those of lower priority.
TEST_CASE("6.12: an entity whose job counts but is not linked is passed over") {
  Rig rig;
  rig.world.holds().add(hold_push(2, 100));
  Gpu& gpu = rig.add_gpu("gfx");
  Entity& urgent = rig.add_entity("urgent", {&gpu}, Priority::high);
  Entity& other = rig.add_entity("other", {&gpu});
  rig.at(0, [&] { rig.submit(urgent, {.name = "j0"}); });
  rig.at(20'000, [&] { rig.submit(urgent, {.name = "j1"}); });
  rig.at(20'050, [&] { rig.submit(other, {.name = "j2"}); });
  rig.run();
  CHECK(rig.log.lines({"scheduled"}) == Lines{"0 scheduled job=j0 sched=gfx",
                                              "20050 scheduled job=j2 sched=gfx",
                                              "20100 scheduled job=j1 sched=gfx"});
}

// The pusher found a job in front of its own, was held, and that job ran meanwhile: it must notice
// that the queue is empty now, because nobody else will wake the scheduler.
TEST_CASE("a push into a queue that drained meanwhile wakes the scheduler") {
  Rig rig;
  rig.world.holds().add(hold_push(2, 1'000));
  Entity& entity = rig.add_entity("a", {&rig.add_gpu("gfx")});
  FakeFence& gate = FakeFence::make(rig.world);
  rig.at(0, [&] {
    rig.submit(entity, {.name = "j0"}, {&gate});  // waits in the queue until 500
    rig.submit(entity, {.name = "j1"});           // held from 0 to 1000
  });
  rig.at(500, [&] { gate.dma_fence_signal(); });
  rig.run();
  CHECK(rig.log.lines({"scheduled"}) ==
        Lines{"500 scheduled job=j0 sched=gfx", "1000 scheduled job=j1 sched=gfx"});
  dma_fence_put(&gate);
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

}  // namespace
}  // namespace drmsim::drm::test
