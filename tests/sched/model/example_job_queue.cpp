// A consumer between the two steps of a push: what the order of counting and linking is worth.
#include "sched/model/job_queue.h"

#include <catch2/catch.hpp>

#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: a job is counted before it can be popped, or the count falls below zero") {
  const bool count_after_link = GENERATE(false, true);
  Rig rig;
  Entity& entity = rig.add_entity("a", {&rig.add_gpu("gfx")});
  JobQueue queue(rig.world);
  FakeJob& job = rig.init_job(entity, {.name = "j0"});
  // The submitter is away at the last point inside push().
  rig.world.holds().add({"client", sim::Point::atomic, "push", count_after_link ? 2u : 1u, 100});
  bool was_empty = false;
  rig.at(0, [&] { was_empty = queue.push(job, count_after_link); });
  rig.at(50, [&] {
    CHECK(queue.empty() != count_after_link);
    CHECK(queue.pop() == (count_after_link ? &job : nullptr));
  });
  rig.at(200, [&] {
    CHECK(was_empty);  // it is the submitter who wakes the scheduler
    CHECK(queue.pop() == (count_after_link ? nullptr : &job));
    CHECK(queue.count() == 0);
  });
  rig.run();
  CHECK(rig.hazards() == (count_after_link ? Lines{"contract"} : Lines{}));
}

}  // namespace
}  // namespace drmsim::drm::test
