// A driver that can be taken away: what is on the hardware is cancelled, and freed after that.
#include "sched/api/drm_backend_ops.h"

#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: a driver keeps a reference of its own, and cancels the job when it goes") {
  class Driver final : public drm::BackendOps {
   public:
    Driver(sim::World& world, drm::Api& api) : world_(world), api_(api) {}
    drm::RunJobResult run_job(drm::Job& job) override {
      calls.push_back("run_job");
      if (api_.credits(job) > 1) return drm::RunJobResult::failed(-kEinval);  // too large for it
      auto* fence = new ApiFence(world_);
      running_ = &api_.dma_fence_init(fence->memory, *fence, lock_, context_, ++seqno_);
      return drm::RunJobResult::hardware_fence(api_.dma_fence_get(running_));  // one is ours
    }
    drm::SchedStat timedout_job(drm::Job&) override { return drm::SchedStat::enodev; }
    void cancel_job(drm::Job&) override {
      calls.push_back("cancel_job");
      api_.dma_fence_set_error(*running_, -kEcanceled);
      api_.dma_fence_signal(*running_);
      api_.dma_fence_put(std::exchange(running_, nullptr));
    }
    void free_job(drm::Job& job) override {
      calls.push_back("free_job");
      api_.drm_sched_job_cleanup(job);
      world_.memory().free(drm::JobMemory::of(job).storage());
    }
    Lines calls;

   private:
    sim::World& world_;
    drm::Api& api_;
    sim::SpinLock lock_{world_, "driver.fence_lock"};
    std::uint64_t context_ = world_.allocate_fence_contexts(1);
    std::uint64_t seqno_ = 0;
    drm::Fence* running_ = nullptr;
  };
  ApiBench bench({.name = "unused"}, ReleaseId::linux_7_3);
  drm::Api& api = *bench.api;
  Driver driver(bench.world, api);
  const drm::SchedulerArgs args{.name = "gfx", .ops = &driver, .credit_limit = 2};
  drm::SchedulerPtr scheduler(api.drm_sched_init(args), {&api});
  bench.in_task([&] { api.drm_sched_entity_modify_sched(*bench.entity, {scheduler.get()}); });
  bench.in_task([&] {
    drm::Job& large = bench.init_job("large", 2).memory.job();
    api.drm_sched_job_arm(large);
    drm::Fence* refused = api.dma_fence_get(&api.finished(large));
    api.drm_sched_entity_push_job(large, bench.process);
    CHECK(api.dma_fence_wait_timeout(*refused));
    CHECK(api.error(*refused) == -kEinval);
    drm::Fence* running = bench.submit("small");
    bench.world.cpu().sleep_for(10);
    api.drm_sched_entity_destroy(*bench.entity, bench.process);
    api.drm_sched_fini(*scheduler);
    CHECK(api.dma_fence_get_status(*running) == -kEcanceled);
    CHECK(driver.calls == Lines{"run_job", "free_job", "run_job", "cancel_job", "free_job"});
    api.dma_fence_put(refused);
    api.dma_fence_put(running);
  });
  bench.entity.reset();
  scheduler.reset();
  bench.tear_down();
}

}  // namespace
}  // namespace drmsim::drm::test
