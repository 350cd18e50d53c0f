// A fence that its driver derives from a sequence number in memory, as most do.
#include "sched/api/drm_fence_ops.h"

#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE(
    "example: a fence asks the hardware's number, and its interrupt only when somebody waits") {
  struct Hardware {
    std::uint32_t seqno = 0;
    bool irq_on = false;
    bool fast = false;
    int error = 0;
  };
  class SeqnoFence final : public sim::Tracked, public drm::FenceOps {
   public:
    SeqnoFence(ApiBench& bench, Hardware& hardware, std::uint32_t seqno)
        : Tracked(bench.world, "dma_fence", sim::Where::here()),
          memory(*this),
          bench_(bench),
          hardware_(hardware),
          seqno_(seqno) {}
    std::string label() const override { return "seqno " + std::to_string(seqno_); }
    const char* role() const override { return "hardware fence"; }
    const char* driver_name() const override { return "example"; }
    std::string timeline_name() const override { return "gfx"; }
    bool signaled() override { return hardware_.seqno >= seqno_; }
    bool enable_signaling() override {  // its lock is held, interrupts are off
      if (!signaled()) return hardware_.irq_on = true;
      if (hardware_.error != 0) bench_.api->dma_fence_set_error(memory.fence(), hardware_.error);
      return false;  // it has happened meanwhile: only then with an error
    }
    void set_deadline(sim::TimeNs) override { hardware_.fast = true; }
    void release() override {
      world().rcu().call([this] { world().memory().free(*this); });
    }
    drm::FenceMemory memory;

   private:
    ApiBench& bench_;
    Hardware& hardware_;
    std::uint32_t seqno_;
  };
  ApiBench bench;
  drm::Api& api = *bench.api;
  Hardware hardware;
  const auto make = [&](std::uint32_t seqno) -> drm::Fence& {
    auto* fence = new SeqnoFence(bench, hardware, seqno);
    return api.dma_fence_init(fence->memory, *fence, bench.lock, 100, seqno);
  };
  bench.in_task([&] {
    drm::Fence& first = make(1);
    CHECK_FALSE(api.dma_fence_is_signaled(first));
    CHECK_FALSE(hardware.irq_on);
    api.dma_fence_set_deadline(first, 1'000);
    CHECK(hardware.fast);
    api.dma_fence_enable_sw_signaling(first);
    CHECK(hardware.irq_on);
    hardware.seqno = 1;
    CHECK_FALSE(api.test_signaled(first));  // the bit alone asks nobody
    CHECK(api.dma_fence_is_signaled(first));
    CHECK(api.test_signaled(first));

    drm::Fence& second = make(2);
    hardware.seqno = 2;
    hardware.error = -kEio;
    CHECK(api.dma_fence_wait_timeout(second));  // without sleeping
    CHECK(api.dma_fence_get_status(second) == -kEio);
    CHECK_THAT(api.label(second), Catch::StartsWith("hardware fence"));
    api.dma_fence_put(&first);
    api.dma_fence_put(&second);
  });
  bench.tear_down();
}

}  // namespace
}  // namespace drmsim::drm::test
