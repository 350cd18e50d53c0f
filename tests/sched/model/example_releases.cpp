// A scheduler and an entity of each release, made by hand from what the release brings.
#include "sched/model/releases.h"

#include <catch2/catch.hpp>

#include "tests/sched/api/support/event_recorder.h"
#include "tests/sched/model/support/fake_driver.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: each release makes its own scheduler and entities, with each of its policies") {
  for (const std::string_view name : Release::names()) {
    const Release release(*Release::find(name));
    for (const auto& [policy, factory] : built_in_policies(release.id)) {
      INFO(name << " " << policy);
      sim::World world;
      EventRecorder log(world);
      sim::Workqueue system_wq(world, "events", sim::WorkqueueKind::unordered);
      FakeDriver driver(world, "gfx");
      SchedulerArgs args{.name = "gfx", .ops = &driver, .policy = policy};
      SchedulerParts parts;
      parts.policy = factory;
      parts.system_wq = &system_wq;
      parts.defects = release.defects;
      const auto scheduler = make_scheduler(release.id, world, args, parts);
      driver.attach(*scheduler);
      const Process client{.id = 1};
      const std::unique_ptr<Entity> entity(
          make_entity(release.id, world, {"a", Priority::normal, {scheduler.get()}, client}));
      world.spawn_task("client", [&] {
        auto& job = *new FakeJob(*entity, {.name = "j0"}, {world.intern("j0"), 0});
        job.drm_sched_job_arm();
        entity->drm_sched_entity_push_job(job, client);
        world.cpu().sleep_for(20'000);
        entity->drm_sched_entity_destroy(client);
        scheduler->drm_sched_fini();
        world.rcu().barrier();
      });
      world.run();
      CHECK(log.jobs("free_job") == "j0");
      CHECK(world.hazards().empty());
      world.end();
    }
    CHECK(built_in_policies(release.id).count("fair") == (has_api_of_7_2(release.id) ? 1 : 0));
  }
}

}  // namespace
}  // namespace drmsim::drm::test
