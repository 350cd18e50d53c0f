// What kernel code does to memory: leaks, double frees and late uses are told with the life of the
// kernel's own objects.
#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {
namespace {

std::string told(const sim::Hazard& hazard) {
  std::string text = hazard.message;
  for (const std::string& line : hazard.story) text += "\n" + line;
  return text;
}

bool says(const sim::Hazard& hazard, std::string_view what) {
  return told(hazard).find(what) != std::string::npos;
}

TEST_CASE("kernel memory: a job without cleanup leaks the fence that the kernel allocated") {
  ApiBench bench;
  bench.in_task([&] {
    ApiJob& job = bench.init_job("j0");
    bench.world.memory().free(job);  // without drm_sched_job_cleanup()
  });
  bench.world.memory().report_leaks();
  const auto& all = bench.world.hazards().all();
  const auto fence = std::find_if(all.begin(), all.end(), [](const sim::Hazard& hazard) {
    return says(hazard, "drm_sched_fence j0 is still alive");
  });
  REQUIRE(fence != all.end());
  CHECK(fence->kind == sim::HazardKind::leak);
  CHECK(says(*fence, "allocated"));
  CHECK(says(*fence, "drm_sched_fence_alloc (sched_fence.c:"));
}

TEST_CASE("kernel memory: the kernel's use of a freed fence is told with place and life") {
  ApiBench bench;
  bench.in_task([&] {
    ApiFence& fence = bench.fence();
    bench.world.memory().free(fence);
    bench.api->dma_fence_signal(fence.memory.fence());
    FAIL("a fatal hazard does not return");
  });
  REQUIRE(bench.hazards() == "use_after_free");
  const sim::Hazard& hazard = bench.world.hazards().all().front();
  INFO(told(hazard));
  CHECK(says(hazard, "read of 8 bytes in dma_fence a fence at dma-fence.c:"));
  CHECK(says(hazard, "(dma_fence_signal) by test: the object was freed before"));
  CHECK(says(hazard, "freed"));
}

TEST_CASE("kernel memory: a job that is freed while it is queued is found by the run worker") {
  ApiBench bench;
  bench.in_task([&] {
    ApiJob& job = bench.init_job("j0");
    bench.api->drm_sched_job_arm(job.memory.job());
    bench.api->drm_sched_entity_push_job(job.memory.job(), bench.process);
    bench.world.memory().free(job);
  });
  REQUIRE(bench.hazards() == "use_after_free");
  CHECK(says(bench.world.hazards().all().front(), "by run:gfx: the object was freed before"));
}

TEST_CASE("kernel memory: an entity used after its freeing, and a scheduler after its own") {
  {
    ApiBench bench;
    bench.in_task([&] {
      drm::Entity* entity = bench.entity.release();
      bench.api->drm_sched_entity_destroy(*entity, bench.process);
      bench.api->free_entity(entity);
      bench.api->drm_sched_entity_set_priority(*entity, drm::Priority::high);
    });
    CHECK(bench.hazards() == "use_after_free");
  }
  ApiBench bench;
  bench.in_task([&] {
    bench.api->drm_sched_fini(*bench.scheduler);
    // The kernel frees its run queues in drm_sched_fini(); the entity is on one of them.
    bench.submit("j0");
  });
  CHECK(bench.hazards() == "use_after_free");
}

TEST_CASE("kernel memory: a put too many is an underflow, a get without a reference too late") {
  {
    ApiBench bench;
    bench.in_task([&] {
      ApiFence& fence = bench.fence();
      bench.api->dma_fence_put(&fence.memory.fence());
      bench.api->dma_fence_put(&fence.memory.fence());
    });
    CHECK(bench.hazards() == "refcount_underflow");
  }
  ApiBench bench;
  bench.in_task([&] {
    ApiFence& fence = bench.fence();
    bench.world.rcu().read_lock();
    bench.api->dma_fence_put(&fence.memory.fence());
    CHECK(bench.api->dma_fence_get_rcu(&fence.memory.fence()) == nullptr);
    bench.api->dma_fence_get(&fence.memory.fence());
  });
  CHECK(bench.hazards() == "use_after_free");
}

TEST_CASE("kernel memory: a workqueue that is used after its end is told with its name") {
  ApiBench bench;
  bench.in_task([&] {
    bench.api->drm_sched_wqueue_stop(*bench.scheduler);
    bench.api->drm_sched_fini(*bench.scheduler);  // destroys its own workqueue
    bench.api->drm_sched_wqueue_start(*bench.scheduler);
    FAIL("a fatal hazard does not return");
  });
  REQUIRE(bench.hazards() == "use_after_free");
  const sim::Hazard& hazard = bench.world.hazards().all().front();
  INFO(told(hazard));
  CHECK(says(hazard, "queue_work at sched_main.c:"));
  CHECK(says(hazard, "(drm_sched_wqueue_start) by test: workqueue gfx was destroyed before"));
}

TEST_CASE("kernel memory: NULL is told, not a crash") {
  ApiBench bench;
  bench.in_task([&] {
    ApiJob& job = bench.init_job("j0");
    bench.api->drm_sched_entity_push_job(job.memory.job(), bench.process);  // not armed
    bench.world.cpu().sleep_for(1);
  });
  REQUIRE(bench.hazards() == "contract");
  CHECK(says(bench.world.hazards().all().front(), "the kernel dereferences NULL"));
}

TEST_CASE("kernel memory: the kernel's own warnings are hazards with its file and line") {
  ApiBench bench({.name = "gfx", .credit_limit = 2});
  bench.in_task([&] {
    drm::Job& job = bench.init_job("j0", 3).memory.job();
    bench.api->drm_sched_job_arm(job);
    bench.api->drm_sched_entity_push_job(job, bench.process);
    bench.world.cpu().sleep_for(1);
    bench.complete();
  });
  REQUIRE_FALSE(bench.world.hazards().empty());
  const sim::Hazard& hazard = bench.world.hazards().all().front();
  CHECK(hazard.kind == sim::HazardKind::warning);
  CHECK(says(hazard, "Jobs may not exceed the credit limit, truncate. at sched_main.c:"));
}

}  // namespace
}  // namespace drmsim::drm::test
