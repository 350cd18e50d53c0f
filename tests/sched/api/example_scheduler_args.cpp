// Two rings whose drivers must never be called at the same time share a submission workqueue.
#include "sched/api/scheduler_args.h"

#include <catch2/catch.hpp>

#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: schedulers with one ordered submit_wq call their driver one at a time") {
  class SlowToSubmit final : public drm::BackendOps {  // 100 ns of register writes
   public:
    explicit SlowToSubmit(ApiBench& bench) : bench_(bench) {}
    drm::RunJobResult run_job(drm::Job&) override {
      at_most = std::max(at_most, ++inside_);
      bench_.world.cpu().spend(100);
      --inside_;
      return drm::RunJobResult::nothing();
    }
    drm::SchedStat timedout_job(drm::Job&) override { return drm::SchedStat::nominal; }
    void free_job(drm::Job& job) override { bench_.free_job(job); }
    int at_most = 0;

   private:
    ApiBench& bench_;
    int inside_ = 0;
  };
  const bool shared = GENERATE(true, false);
  ApiBench bench;
  drm::Api& api = *bench.api;
  SlowToSubmit driver(bench);
  sim::Workqueue submit_wq(bench.world, "submit", sim::WorkqueueKind::ordered);
  drm::SchedulerArgs args;
  args.ops = &driver;
  args.submit_wq = shared ? &submit_wq : nullptr;  // null: an ordered one of its own
  CHECK(args.timeout_ns == sim::kForever);         // never
  std::vector<drm::SchedulerPtr> schedulers;
  std::vector<drm::EntityPtr> entities;
  for (const char* name : {"gfx", "compute"}) {
    args.name = name;
    REQUIRE(api.refusal(args).empty());
    schedulers.emplace_back(api.drm_sched_init(args), drm::Free{&api});
    entities.push_back(bench.add_entity(name, *schedulers.back()));
  }
  bench.in_task([&] {
    for (const auto& to : entities) api.dma_fence_put(bench.submit("job", nullptr, to.get()));
    bench.world.cpu().sleep_for(500);
    CHECK(driver.at_most == (shared ? 1 : 2));
    for (const auto& one : entities) api.drm_sched_entity_destroy(*one, bench.process);
    for (const auto& one : schedulers) api.drm_sched_fini(*one);
  });
  entities.clear();
  schedulers.clear();
  bench.tear_down();
}

}  // namespace
}  // namespace drmsim::drm::test
