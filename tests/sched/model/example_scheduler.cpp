// Two rings of one engine, made by hand: they share a load, and a client goes to the better one.
#include "sched/model/scheduler.h"

#include <catch2/catch.hpp>

#include "sched/model/policy_fifo.h"
#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE(
    "example: schedulers are made of arguments and parts, stand still, go on, and are finished") {
  Rig rig;
  FakeDriver driver(rig.world, "copy");
  SchedulerArgs args{.name = "copy", .ops = &driver, .credit_limit = 2};
  int load = 0;  // of the engine
  SchedulerParts parts;
  parts.policy = make_policy_fifo;
  parts.system_wq = &rig.system_wq;
  parts.score = &load;
  parts.defects = Release(ReleaseId::linux_7_3).defects;
  Scheduler copy(rig.world, args, parts);
  driver.attach(copy);
  args.name = "copy2";
  Scheduler other(rig.world, args, parts);
  CHECK(copy.score() == other.score());
  other.set_ready(false);
  CHECK(Scheduler::drm_sched_pick_best({&other, &copy}) == &copy);

  Entity entity(rig.world, {"a", Priority::normal, {&copy}, rig.process});
  rig.at(0, [&] {
    copy.drm_sched_wqueue_stop();  // suspend: waits for what runs, and nothing starts any more
    CHECK(copy.drm_sched_is_stopped());
    for (const char* name : {"j0", "j1", "j2"}) rig.submit(entity, {.name = name});
    rig.world.cpu().sleep_for(50'000);
    CHECK(copy.pending_jobs() == 0);
    CHECK(load == 4);  // an entity and three jobs, on either of the two
    copy.drm_sched_wqueue_start();
    rig.world.cpu().sleep_for(1);
    CHECK(copy.pending_jobs() == 2);
    CHECK(copy.credit_count() == 2);
    rig.world.cpu().sleep_for(50'000);
    CHECK(load == 1);  // the entity stays
    entity.drm_sched_entity_fini();
    CHECK(load == 0);
    copy.drm_sched_fini();
    other.drm_sched_fini();
    CHECK_FALSE(copy.ready());
    rig.world.rcu().barrier();
  });
  rig.run();
  CHECK(rig.log.jobs("free_job") == "j0 j1 j2");
  CHECK(rig.hazards().empty());
  rig.world.end();  // before what is on this stack
}

}  // namespace
}  // namespace drmsim::drm::test
