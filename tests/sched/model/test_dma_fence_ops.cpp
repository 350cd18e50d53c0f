// The part of a fence that its driver implements: enable_signaling, signaled, deadlines, sequence
// numbers.
#include <catch2/catch.hpp>

#include <cstdint>

#include "sched/api/errno_codes.h"
#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

void ignore(Fence&, DmaFenceCb&) {}

TEST_CASE("signalling is enabled once, by the first callback") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  DmaFenceCb first, second;
  CHECK(fence.enable_calls == 0);
  fence.dma_fence_add_callback(first, ignore);
  fence.dma_fence_add_callback(second, ignore);
  fence.dma_fence_enable_sw_signaling();
  CHECK(fence.enable_calls == 1);
  fence.dma_fence_signal();
  dma_fence_put(&fence);
}

TEST_CASE("a driver that cannot enable signalling has signalled: the callback is refused") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  fence.enable_answer = false;
  fence.error_on_enable = -kEio;
  DmaFenceCb cb;
  CHECK(fence.dma_fence_add_callback(cb, ignore) == -kEnoent);
  CHECK(fence.test_signaled());
  CHECK(fence.dma_fence_get_status() == -kEio);
  CHECK(fence.enable_calls == 1);
  dma_fence_put(&fence);
  CHECK(rig.hazards().empty());
}

TEST_CASE("callbacks that came before are called when enabling fails for a later waiter") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  fence.enable_answer = false;
  fence.dma_fence_enable_sw_signaling();
  CHECK(fence.test_signaled());
  CHECK(fence.enable_calls == 1);
  fence.dma_fence_enable_sw_signaling();  // of a signalled fence: nothing to enable
  CHECK(fence.enable_calls == 1);
  dma_fence_put(&fence);
}

TEST_CASE("is_signaled asks the driver and signals for it, the bit alone does not") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  DmaFenceCb cb;
  fence.dma_fence_add_callback(cb, ignore);
  fence.signaled_answer = true;
  CHECK_FALSE(fence.test_signaled());
  CHECK(fence.dma_fence_is_signaled());
  CHECK(fence.test_signaled());
  CHECK_FALSE(cb.is_linked());
  CHECK(fence.signaled_calls == 1);
  CHECK(fence.dma_fence_is_signaled());
  CHECK(fence.signaled_calls == 1);  // not asked again
  dma_fence_put(&fence);
}

TEST_CASE("status asks the driver under the fence lock, and signals without taking it again") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  rig.at(0, [&] {
    CHECK(fence.dma_fence_get_status() == 0);
    fence.signaled_answer = true;
    CHECK(fence.dma_fence_get_status() == 1);
  });
  rig.run();
  CHECK(fence.test_signaled());
  dma_fence_put(&fence);
  CHECK(rig.hazards().empty());
}

TEST_CASE("is_signaled with the fence lock held is a recursive lock if the driver says yes") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  fence.signaled_answer = true;
  rig.at(0, [&] {
    const sim::SpinIrqGuard guard(fence.lock);
    fence.dma_fence_is_signaled();
  });
  rig.run();
  CHECK(rig.hazards() == Lines{"recursive_lock"});
}

TEST_CASE("adding a callback does not ask the driver whether it has signalled") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  fence.signaled_answer = true;
  DmaFenceCb cb;
  CHECK(fence.dma_fence_add_callback(cb, ignore) == 0);
  CHECK(fence.signaled_calls == 0);
  fence.dma_fence_signal();
  dma_fence_put(&fence);
}

TEST_CASE("signal_locked without the fence lock is a contract hazard") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  rig.at(0, [&] { fence.dma_fence_signal_locked(); });
  rig.run();
  CHECK(rig.hazards() == Lines{"contract"});
  dma_fence_put(&fence);
}

TEST_CASE("a fence lock that an interrupt takes and a task takes with interrupts on is unsafe") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  rig.at(0, [&] { const sim::SpinGuard guard(fence.lock); });
  rig.at(10, [&] {
    rig.world.cpu().spawn(rig.world.intern("irq"), "irq", sim::ContextKind::hardirq,
                          [&] { fence.dma_fence_signal(); });
  });
  rig.run();
  CHECK(rig.hazards() == Lines{"irq_unsafe_lock"});
  dma_fence_put(&fence);
}

TEST_CASE("a deadline reaches the driver, unless the fence has signalled") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  dma_fence_set_deadline(fence, 500);
  fence.dma_fence_signal();
  dma_fence_set_deadline(fence, 400);
  CHECK(fence.deadlines_ns == std::vector<sim::TimeNs>{500});
  dma_fence_put(&fence);
}

struct Pair {
  std::uint64_t earlier;
  std::uint64_t later;
  bool wide;
  bool expected;
};

TEST_CASE("later is decided by the signed difference of 32 bits, or by all 64") {
  Rig rig;
  const Pair pair = GENERATE(Pair{1, 2, false, true}, Pair{2, 1, false, false},
                             Pair{7, 7, false, false}, Pair{0xffffffff, 0, false, true},
                             Pair{0xfffffff0, 5, false, true}, Pair{0, 0x7fffffff, false, true},
                             Pair{0, 0x80000001, false, false}, Pair{5, 0x100000004, false, false},
                             Pair{5, 0x100000004, true, true}, Pair{0xffffffff, 0, true, false});
  const std::uint64_t context = rig.world.allocate_fence_contexts(1);
  FakeFence earlier(rig.world, context, pair.earlier);
  FakeFence later(rig.world, context, pair.later);
  later.wide_seqno = pair.wide;
  CHECK(later.dma_fence_is_later(earlier) == pair.expected);
}

TEST_CASE("fences of different contexts have no order: neither is later, and a warning says so") {
  Rig rig;
  FakeFence& a = FakeFence::make(rig.world);
  FakeFence& b = FakeFence::make(rig.world);
  CHECK_FALSE(b.dma_fence_is_later(a));
  CHECK(rig.hazards() == Lines{"warning"});
  dma_fence_put(&a);
  dma_fence_put(&b);
}

TEST_CASE("fence contexts are fresh numbers, never 0") {
  Rig rig;
  const std::uint64_t first = rig.world.allocate_fence_contexts(2);
  CHECK(first > 0);
  CHECK(rig.world.allocate_fence_contexts(1) == first + 2);
}

}  // namespace
}  // namespace drmsim::drm::test
