// Which run queue an entity is on, and what it says to a scheduler that looks for work.
#include "sched/model/run_queue.h"

#include <catch2/catch.hpp>

#include "tests/sched/model/support/one_gpu.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE(
    "example: a run queue has one priority, or all, and keeps the turn of a job that is too "
    "large") {
  {
    OneGpu fair({.policy = "fair", .release = ReleaseId::linux_7_3});
    CHECK(fair.scheduler.run_queue(Priority::low).label() == "gfx");
    CHECK(&fair.scheduler.run_queue(Priority::low) == &fair.scheduler.run_queue(Priority::high));
    fair.expect_clean();
  }
  OneGpu one({.credit_limit = 3, .release = ReleaseId::linux_7_3});
  RunQueue& normal = one.scheduler.run_queue(Priority::normal);
  CHECK(normal.label() == "gfx.normal");
  CHECK(&normal.scheduler() == &one.scheduler);
  CHECK(one.scheduler.run_queue(Priority::high).priority() == Priority::high);
  one.rig.at(0, [&] {
    one.rig.submit(one.entity, {.name = "small", .credits = 1});
    one.rig.submit(one.entity, {.name = "large", .credits = 3});
    one.rig.world.cpu().sleep_for(5'000);
    CHECK(one.entity.run_queue() == &normal);
    CHECK(one.entity.on_run_queue());
    const RunQueue::Selection selection = normal.drm_sched_rq_select_entity();
    CHECK(selection.entity == nullptr);
    CHECK(selection.no_credits);  // ready, but lower priorities must not overtake it
    const RunQueue::Selection none =
        one.scheduler.run_queue(Priority::low).drm_sched_rq_select_entity();
    CHECK(none.entity == nullptr);
    CHECK_FALSE(none.no_credits);
  });
  one.rig.run();
  CHECK(one.rig.log.jobs("run_job") == "small large");
  one.expect_clean();
}

}  // namespace
}  // namespace drmsim::drm::test
