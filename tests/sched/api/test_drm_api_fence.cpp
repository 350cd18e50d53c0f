// drm::Api: fences in a driver's memory.
#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {
namespace {

struct CountedCb final : drm::FenceCb {
  static void call(drm::Fence& fence, drm::FenceCb& cb) {
    static_cast<CountedCb&>(cb).seen = &fence;
    ++static_cast<CountedCb&>(cb).calls;
  }
  drm::Fence* seen = nullptr;
  int calls = 0;
};

TEST_CASE("drm::Api: a fence lives in its driver's memory and is found from its handle") {
  ApiBench bench;
  drm::Api& api = *bench.api;
  bench.in_task([&] {
    auto& fence = *new ApiFence(bench.world);
    CHECK_FALSE(fence.memory.initialised());
    drm::Fence& handle = api.dma_fence_init(fence.memory, fence, bench.lock, 7, 17);
    CHECK(fence.memory.initialised());
    CHECK(&handle == &fence.memory.fence());
    CHECK(&drm::FenceMemory::of(handle).storage() == &fence);
    CHECK(&drm::FenceMemory::of(handle).ops() == &fence);
    CHECK(api.context(handle) == 7);
    CHECK(api.seqno(handle) == 17);
    CHECK(api.references(handle) == 1);
    CHECK(api.label(handle) == "test fence line 7:17");
    CHECK(api.to_scheduled(handle) == nullptr);
    CHECK(api.dma_fence_get(&handle) == &handle);
    CHECK(api.references(handle) == 2);
    CHECK(api.dma_fence_get(nullptr) == nullptr);
    api.dma_fence_put(nullptr);
    api.dma_fence_put(&handle);
    CHECK(api.dma_fence_get_rcu(&handle) == &handle);
    api.dma_fence_put(&handle);
    api.dma_fence_put(&handle);
    CHECK(api.dma_fence_get_rcu(&handle) == nullptr);  // gone, its memory not yet
  });
  bench.tear_down();
}

TEST_CASE("drm::Api: a fence signals once, with its error and the time") {
  ApiBench bench;
  drm::Api& api = *bench.api;
  bench.in_task([&] {
    drm::Fence& fence = bench.fence().memory.fence();
    bench.world.cpu().sleep_for(500);
    CHECK_FALSE(api.dma_fence_is_signaled(fence));
    CHECK(api.dma_fence_get_status(fence) == 0);
    api.dma_fence_set_error(fence, -kEio);
    CHECK(api.dma_fence_signal(fence) == 0);
    CHECK(api.dma_fence_signal(fence) == -kEinval);
    CHECK(api.test_signaled(fence));
    CHECK(api.error(fence) == -kEio);
    CHECK(api.dma_fence_get_status(fence) == -kEio);
    CHECK(api.timestamp_ns(fence) == 500);
    api.dma_fence_put(&fence);

    drm::Fence& other = bench.fence().memory.fence();
    {
      const sim::SpinIrqGuard guard(bench.lock);
      CHECK(api.dma_fence_signal_locked(other) == 0);
    }
    CHECK(api.test_signaled(other));
    api.dma_fence_put(&other);
  });
  bench.tear_down();
}

TEST_CASE("drm::Api: a fence asks its driver through FenceOps") {
  ApiBench bench;
  drm::Api& api = *bench.api;
  bench.in_task([&] {
    ApiFence& fence = bench.fence();
    drm::Fence& handle = fence.memory.fence();
    api.dma_fence_enable_sw_signaling(handle);
    CHECK(fence.enabled == 1);
    api.dma_fence_set_deadline(handle, 1'234);
    CHECK(fence.deadline_ns == 1'234);
    fence.hardware_is_done = true;
    CHECK_FALSE(api.test_signaled(handle));
    CHECK(api.dma_fence_is_signaled(handle));
    CHECK(api.test_signaled(handle));
    api.dma_fence_put(&handle);
  });
  bench.tear_down();
}

TEST_CASE("drm::Api: later is by 32 bits that wrap, or by 64 if the driver says so") {
  ApiBench bench;
  drm::Api& api = *bench.api;
  bench.in_task([&] {
    ApiFence& low = bench.fence(9, 5);
    ApiFence& high = bench.fence(9, 0xffff'fff0);
    CHECK(api.dma_fence_is_later(low.memory.fence(), high.memory.fence()));
    ApiFence& wide_low = bench.fence(9, 5, true);
    ApiFence& wide_high = bench.fence(9, 0xffff'fff0, true);
    CHECK(api.dma_fence_is_later(wide_high.memory.fence(), wide_low.memory.fence()));
    for (ApiFence* fence : {&low, &high, &wide_low, &wide_high}) {
      api.dma_fence_put(&fence->memory.fence());
    }
  });
  bench.tear_down();
}

TEST_CASE("drm::Api: callbacks are called once, can be removed, and are refused when too late") {
  ApiBench bench;
  drm::Api& api = *bench.api;
  bench.in_task([&] {
    drm::Fence& fence = bench.fence().memory.fence();
    CountedCb called;
    CountedCb removed;
    CHECK(api.dma_fence_add_callback(fence, called, CountedCb::call) == 0);
    CHECK(api.dma_fence_add_callback(fence, removed, CountedCb::call) == 0);
    CHECK(api.dma_fence_remove_callback(fence, removed));
    CHECK_FALSE(api.dma_fence_remove_callback(fence, removed));
    {
      CountedCb forgotten;  // leaves the list with its scope
      CHECK(api.dma_fence_add_callback(fence, forgotten, CountedCb::call) == 0);
    }
    api.dma_fence_signal(fence);
    CHECK(called.calls == 1);
    CHECK(called.seen == &fence);
    CHECK(removed.calls == 0);
    CHECK(api.dma_fence_add_callback(fence, removed, CountedCb::call) == -kEnoent);
    api.dma_fence_put(&fence);
  });
  bench.tear_down();
}

TEST_CASE("drm::Api: waiting ends with the signal or with the timeout") {
  ApiBench bench;
  drm::Api& api = *bench.api;
  ApiFence& fence = bench.fence();
  bench.world.spawn_task("signaller", [&] {
    bench.world.cpu().sleep_for(1'000);
    api.dma_fence_signal(fence.memory.fence());
  });
  bench.in_task([&] {
    CHECK_FALSE(api.dma_fence_wait_timeout(fence.memory.fence(), 400));
    CHECK(bench.world.now() == 400);
    CHECK(api.dma_fence_wait_timeout(fence.memory.fence()));
    CHECK(bench.world.now() == 1'000);
    api.dma_fence_put(&fence.memory.fence());
  });
  bench.tear_down();
}

TEST_CASE("drm::Api: initialising a fence again that somebody holds is a hazard") {
  ApiBench bench;
  drm::Api& api = *bench.api;
  ApiFence& fence = bench.fence();
  bench.in_task([&] { api.dma_fence_init(fence.memory, fence, bench.lock, 7, 2); });
  CHECK(bench.hazards() == "fence_reinitialised");
}

}  // namespace
}  // namespace drmsim::drm::test
