// Rules that drivers follow and no scheduler checks: those of Linux 7.3, on the model and on a
// kernel's own code. scenarios/checkers/README.md lists all of them.
#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {
namespace {

std::string message_of(ApiBench& bench, sim::HazardKind kind) {
  for (const sim::Hazard& hazard : bench.world.hazards().all()) {
    if (hazard.kind == kind) return hazard.message;
  }
  return "";
}

TEST_CASE("contract: enable_signaling sets an error only if the fence does not go on") {
  ApiBench bench;
  drm::Api& api = *bench.api;
  const bool goes_on = GENERATE(false, true);
  const bool had_one = GENERATE(false, true);  // an error before it signals is nobody's fault
  bench.in_task([&] {
    ApiFence& fence = bench.fence();
    drm::Fence& handle = fence.memory.fence();
    if (had_one) api.dma_fence_set_error(handle, -kEio);
    fence.on_enable = [&] {
      if (!had_one) api.dma_fence_set_error(handle, -kEio);
      return goes_on;
    };
    api.dma_fence_enable_sw_signaling(handle);
    CHECK(api.test_signaled(handle) == !goes_on);
    api.dma_fence_put(&handle);
  });
  if (goes_on && !had_one) {
    CHECK_THAT(message_of(bench, sim::HazardKind::contract),
               Catch::Contains("returns true and has set an error"));
    bench.world.stop();
  } else {
    bench.tear_down();
  }
}

TEST_CASE("contract: nobody replaces an entity's schedulers between arm and push") {
  ApiBench bench;
  drm::Api& api = *bench.api;
  const bool between = GENERATE(false, true);
  bench.in_task([&] {
    drm::Job& job = bench.init_job("j0").memory.job();
    api.drm_sched_entity_modify_sched(*bench.entity, {bench.scheduler.get()});
    api.drm_sched_job_arm(job);
    if (between) api.drm_sched_entity_modify_sched(*bench.entity, {bench.scheduler.get()});
    api.drm_sched_entity_push_job(job, bench.process);
    bench.world.cpu().sleep_for(1);
    bench.complete();
    bench.world.cpu().sleep_for(1);
    api.drm_sched_entity_modify_sched(*bench.entity, {bench.scheduler.get()});
  });
  CHECK(bench.hazards() == (between ? "contract" : ""));
  bench.world.stop();
}

TEST_CASE("contract: a job that is armed is pushed, not cleaned up") {
  ApiBench bench;
  drm::Api& api = *bench.api;
  bench.in_task([&] {
    drm::Job& job = bench.init_job("j0").memory.job();
    api.drm_sched_job_arm(job);
    api.drm_sched_job_cleanup(job);
  });
  CHECK_THAT(message_of(bench, sim::HazardKind::fence_never_signalled),
             Catch::Contains("drm_sched_job_cleanup of j0"));
  bench.world.stop();
}

TEST_CASE("contract: a job that is initialised is cleaned up, armed or not") {
  ApiBench bench;
  drm::Api& api = *bench.api;
  const bool cleaned_up = GENERATE(false, true);
  bench.in_task([&] {
    ApiJob& job = bench.init_job("j0");
    if (cleaned_up) api.drm_sched_job_cleanup(job.memory.job());
    bench.world.memory().free(job);
  });
  if (cleaned_up) return bench.tear_down();
  bench.world.memory().report_leaks();
  CHECK_THAT(bench.hazards(), Catch::Contains("leak"));
  bench.world.stop();
}

TEST_CASE("contract: a dependency's reference is the job's, whoever puts it again is told") {
  ApiBench bench;
  drm::Api& api = *bench.api;
  bench.in_task([&] {
    ApiJob& job = bench.init_job("j0");
    drm::Fence& dependency = bench.fence().memory.fence();
    api.drm_sched_job_add_dependency(job.memory.job(), &dependency);
    api.dma_fence_put(&dependency);
    bench.world.rcu().barrier();
    api.drm_sched_job_cleanup(job.memory.job());
  });
  CHECK((bench.hazards() == "refcount_underflow" || bench.hazards() == "use_after_free"));
  bench.world.stop();
}

}  // namespace
}  // namespace drmsim::drm::test
