// A job with its hardware fence inside, as amdgpu has it: one allocation, found from every handle.
#include "sched/api/drm_memory.h"

#include <catch2/catch.hpp>

#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: one object embeds a job, its hardware fence and a callback") {
  struct GpuJob final : sim::Tracked, drm::FenceOps {
    explicit GpuJob(sim::World& world)
        : Tracked(world, "gpu_job", sim::Where::here()), job(*this), hw_fence(*this) {}
    std::string label() const override { return "a job"; }
    const char* role() const override { return "hardware fence"; }
    const char* driver_name() const override { return "example"; }
    std::string timeline_name() const override { return "gfx"; }
    void release() override { released = true; }  // the job's memory goes with the job
    drm::JobMemory job;
    drm::FenceMemory hw_fence;
    struct Done final : drm::FenceCb {
      int calls = 0;
    } done;
    bool released = false;
  };
  ApiBench bench;
  drm::Api& api = *bench.api;
  bench.in_task([&] {
    auto* gpu_job = new GpuJob(bench.world);
    CHECK_FALSE(gpu_job->hw_fence.initialised());  // its handle is not to be used yet
    const sim::JobTag tag{bench.world.intern("draw"), 0};
    CHECK(api.drm_sched_job_init(gpu_job->job, *bench.entity, 1, tag) == 0);
    drm::Job& handle = gpu_job->job.job();
    CHECK(&drm::JobMemory::of(handle).storage() == gpu_job);
    CHECK(drm::JobMemory::of(handle).tag() == tag);

    drm::Fence& fence = api.dma_fence_init(gpu_job->hw_fence, *gpu_job, bench.lock, 7, 1);
    CHECK(&fence == &gpu_job->hw_fence.fence());
    CHECK(gpu_job->hw_fence.initialised());
    CHECK(&drm::FenceMemory::of(fence).storage() == gpu_job);
    const auto called = [](drm::Fence&, drm::FenceCb& cb) {
      ++static_cast<GpuJob::Done&>(cb).calls;  // found again: it is derived
    };
    CHECK(api.dma_fence_add_callback(fence, gpu_job->done, called) == 0);
    api.dma_fence_signal(fence);
    CHECK(gpu_job->done.calls == 1);
    api.dma_fence_put(&fence);
    CHECK(gpu_job->released);

    api.drm_sched_job_cleanup(handle);  // it was not armed
    bench.world.memory().free(drm::JobMemory::of(handle).storage());
  });
  bench.tear_down();
}

}  // namespace
}  // namespace drmsim::drm::test
