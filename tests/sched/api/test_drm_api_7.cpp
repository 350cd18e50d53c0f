// drm::Api as of Linux 7.2: recovery that is the driver's, fences that do not need theirs.
#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {
namespace {

Release linux_7() {
  return ReleaseId::linux_7_3;
}

TEST_CASE("drm::Api: which releases leave recovery to drivers, and fences to themselves") {
  ApiBench of_6_12;
  CHECK_FALSE(of_6_12.api->recovery_is_the_drivers());
  CHECK_FALSE(of_6_12.api->has_independent_fences());
  of_6_12.in_task([] {});
  of_6_12.tear_down();
}

TEST_CASE("drm::Api: a driver walks the pending jobs, oldest first, and starts with an error") {
  ApiBench bench({.name = "gfx", .credit_limit = 3}, linux_7());
  drm::Api& api = *bench.api;
  REQUIRE(api.recovery_is_the_drivers());
  bench.in_task([&] {
    std::vector<drm::Fence*> finished;
    for (const char* name : {"j0", "j1", "j2"}) finished.push_back(bench.submit(name));
    bench.world.cpu().sleep_for(1);
    bench.complete();  // j2, which is freed by the stop
    bench.world.cpu().sleep_for(1);
    CHECK_FALSE(api.drm_sched_is_stopped(*bench.scheduler));
    api.drm_sched_stop(*bench.scheduler, nullptr);
    CHECK(api.drm_sched_is_stopped(*bench.scheduler));
    std::string seen;
    api.drm_sched_for_each_pending_job(*bench.scheduler, nullptr, [&](drm::Job& job) {
      seen += bench.world.names().text(drm::JobMemory::of(job).tag()) + " ";
      CHECK_FALSE(api.drm_sched_job_is_signaled(job));
    });
    CHECK(seen == "j0 j1 ");
    // job->entity is NULL once the job was popped: by the entity nothing is found.
    api.drm_sched_for_each_pending_job(*bench.scheduler, bench.entity.get(),
                                       [&](drm::Job&) { seen += "never"; });
    CHECK(seen == "j0 j1 ");
    api.drm_sched_start(*bench.scheduler, -kEnodev);
    bench.world.cpu().sleep_for(1);
    CHECK(api.error(*finished[0]) == -kEnodev);
    CHECK(api.error(*finished[1]) == -kEnodev);
    CHECK(api.error(*finished[2]) == 0);
    for (drm::Fence* fence : finished) api.dma_fence_put(fence);
  });
  CHECK(bench.hazards().empty());
}

TEST_CASE("drm::Api: who walks the pending jobs of a scheduler that runs is warned") {
  ApiBench bench({.name = "gfx"}, linux_7());
  bench.in_task([&] {
    drm::Fence* finished = bench.submit("j0");
    bench.world.cpu().sleep_for(1);
    bench.api->drm_sched_for_each_pending_job(*bench.scheduler, nullptr, [](drm::Job&) {});
    bench.complete();
    bench.api->dma_fence_put(finished);
  });
  CHECK(bench.hazards() == "warning warning");
}

TEST_CASE("drm::Api: a driver kills an entity, whose jobs end with ESRCH") {
  ApiBench bench({.name = "gfx", .credit_limit = 1}, linux_7());
  drm::Api& api = *bench.api;
  bench.in_task([&] {
    drm::Fence* first = bench.submit("j0");
    drm::Fence* second = bench.submit("j1");
    bench.world.cpu().sleep_for(1);
    api.drm_sched_entity_kill(*bench.entity);
    bench.complete();
    bench.world.cpu().sleep_for(1);
    CHECK(api.error(*first) == 0);
    CHECK(api.error(*second) == -kEsrch);
    api.dma_fence_put(first);
    api.dma_fence_put(second);
  });
  bench.tear_down();
}

// Its driver may go, a grace period later.
class IndependentFence final : public sim::Tracked, public drm::FenceOps {
 public:
  explicit IndependentFence(sim::World& world)
      : Tracked(world, "dma_fence", sim::Where::here()), memory(*this) {}
  std::string label() const override { return "a fence"; }
  const char* role() const override { return "test fence"; }
  const char* driver_name() const override { return "test"; }
  std::string timeline_name() const override { return driver_is_there ? "line" : "gone"; }
  bool signaled() override { return ++asked, false; }
  bool has_release() const override { return false; }
  void release() override { world().memory().free(*this); }

  drm::FenceMemory memory;
  bool driver_is_there = true;
  int asked = 0;
};

TEST_CASE("drm::Api: a fence with a lock of its own forgets its driver when it signals") {
  ApiBench bench({.name = "gfx"}, linux_7());
  drm::Api& api = *bench.api;
  REQUIRE(api.has_independent_fences());
  bench.in_task([&] {
    const std::size_t before = bench.world.memory().alive();
    auto& object = *new IndependentFence(bench.world);
    drm::Fence& fence = api.dma_fence_init(object.memory, object, 7, 1);
    CHECK(api.dma_fence_timeline_name(fence) == "line");
    CHECK_FALSE(api.dma_fence_is_signaled(fence));
    CHECK(object.asked == 1);
    CHECK_FALSE(api.dma_fence_check_and_signal(fence));
    CHECK(api.dma_fence_check_and_signal(fence));
    object.driver_is_there = false;
    CHECK(api.dma_fence_is_signaled(fence));
    CHECK(object.asked == 1);
    CHECK(api.dma_fence_timeline_name(fence) == "signaled-timeline");
    CHECK(api.label(fence).find("gone") == std::string::npos);
    bench.world.rcu().read_lock();
    api.dma_fence_put(&fence);
    CHECK(bench.world.memory().alive() == before + 1);  // somebody may still look at it
    bench.world.rcu().read_unlock();
    bench.world.cpu().sleep_for(1);
    CHECK(bench.world.memory().alive() == before);
  });
  bench.tear_down();
}

}  // namespace
}  // namespace drmsim::drm::test
