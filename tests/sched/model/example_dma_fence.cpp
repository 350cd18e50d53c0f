// A fence that signals when all of several others have: a fence array, made of callbacks.
#include "sched/model/dma_fence.h"

#include <deque>

#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "sim/world.h"
#include "tests/sched/model/support/fake_fence.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: callbacks on several fences signal one, with the first error that there was") {
  class All {
   public:
    All(Fence& whole, const std::vector<Fence*>& parts) : whole_(whole), open_(parts.size()) {
      for (Fence* part : parts) {
        Part& cb = parts_.emplace_back();
        cb.all = this;
        // A reference as long as the callback is registered.
        const int error = dma_fence_get(part)->dma_fence_add_callback(cb, signalled);
        if (error == -kEnoent) done(*part);  // too late: it is not going to be called
      }
    }

   private:
    struct Part : DmaFenceCb {
      All* all = nullptr;
    };
    static void signalled(Fence& part, DmaFenceCb& cb) {  // its lock is held: nothing may sleep
      static_cast<Part&>(cb).all->done(part);
    }
    void done(Fence& part) {
      if (error_ == 0) error_ = part.error();
      dma_fence_put(&part);
      if (--open_ > 0) return;
      if (error_ != 0) whole_.dma_fence_set_error(error_);  // before it signals
      whole_.dma_fence_signal();
    }
    Fence& whole_;
    std::size_t open_;
    int error_ = 0;
    std::deque<Part> parts_;  // a deque: they do not move
  };
  sim::World world;
  FakeFence& a = FakeFence::make(world);
  FakeFence& b = FakeFence::make(world);
  FakeFence& c = FakeFence::make(world);
  FakeFence& whole = FakeFence::make(world);
  world.spawn_task("client", [&] {
    a.dma_fence_signal();
    All all(whole, {&a, &b, &c});
    CHECK_FALSE(whole.dma_fence_wait_timeout(100));
    c.dma_fence_set_error(-kEio);
    c.dma_fence_signal();
    CHECK_FALSE(whole.test_signaled());
    b.dma_fence_signal();
    CHECK(whole.dma_fence_wait_timeout());
    CHECK(whole.dma_fence_get_status() == -kEio);
    CHECK(whole.timestamp_ns() == 100);
    CHECK(b.dma_fence_signal() == -kEinval);  // once
    CHECK(b.references() == 1);
    for (Fence* fence : {&a, &b, &c, &whole}) dma_fence_put(fence);
    world.rcu().barrier();
  });
  world.run();
  world.memory().report_leaks();
  CHECK(world.hazards().empty());
}

}  // namespace
}  // namespace drmsim::drm::test
