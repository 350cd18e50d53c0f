// Waiting for a fence: who sleeps, who is woken first, what remains when a waiter is taken away.
#include <catch2/catch.hpp>

#include <string>

#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("a waiter sleeps until the fence signals") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  rig.at(0, [&] {
    CHECK(fence.dma_fence_wait_timeout());
    CHECK(rig.world.now() == 500);
    dma_fence_put(&fence);
  });
  rig.at(500, [&] { fence.dma_fence_signal(); });
  rig.run();
  CHECK(rig.hazards().empty());
  CHECK(rig.world.cpu().blocked().empty());
}

TEST_CASE("waiting for a signalled fence does not sleep") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  fence.dma_fence_signal();
  rig.at(0, [&] { CHECK(fence.dma_fence_wait_timeout()); });
  rig.run();
  CHECK(rig.world.now() == 0);
  dma_fence_put(&fence);
}

TEST_CASE("waiting enables signalling but does not ask the driver") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  fence.signaled_answer = true;
  rig.at(0, [&] { CHECK_FALSE(fence.dma_fence_wait_timeout(100)); });
  rig.run();
  CHECK(fence.enable_calls == 1);
  CHECK(fence.signaled_calls == 0);
  dma_fence_put(&fence);
}

TEST_CASE("a driver that cannot enable signalling lets the waiter pass") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  fence.enable_answer = false;
  rig.at(0, [&] { CHECK(fence.dma_fence_wait_timeout()); });
  rig.run();
  CHECK(rig.world.now() == 0);
  dma_fence_put(&fence);
}

TEST_CASE("a wait that times out returns false and leaves the fence") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  rig.at(10, [&] {
    CHECK_FALSE(fence.dma_fence_wait_timeout(300));
    CHECK(rig.world.now() == 310);
  });
  rig.at(1'000, [&] { fence.dma_fence_signal(); });  // nobody is there any more
  rig.run();
  dma_fence_put(&fence);
  CHECK(rig.hazards().empty());
}

TEST_CASE("a wait of zero only looks") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  rig.at(0, [&] {
    CHECK_FALSE(fence.dma_fence_wait_timeout(0));
    fence.dma_fence_signal();
    CHECK(fence.dma_fence_wait_timeout(0));
  });
  rig.run();
  CHECK(rig.world.now() == 0);
  dma_fence_put(&fence);
}

// dma_fence_default_wait() adds its callback at the front of the list.
TEST_CASE("waiters are woken before callbacks are called, the latest waiter first") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  std::string order;
  struct NotingCb : DmaFenceCb {
    std::string* order = nullptr;
  } cb;
  cb.order = &order;
  rig.at(0, [&] {
    fence.dma_fence_add_callback(
        cb, [](Fence&, DmaFenceCb& c) { *static_cast<NotingCb&>(c).order += "callback "; });
  });
  rig.at(1, [&] {
    fence.dma_fence_wait_timeout();
    order += "first ";
  });
  rig.at(2, [&] {
    fence.dma_fence_wait_timeout();
    order += "second ";
  });
  rig.at(10, [&] { fence.dma_fence_signal(); });
  rig.run();
  CHECK(order == "callback second first ");
  dma_fence_put(&fence);
}

TEST_CASE("a wake-up for another reason does not end the wait") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  sim::Context* waiter = nullptr;
  rig.at(0, [&] {
    waiter = rig.world.cpu().current();
    CHECK(fence.dma_fence_wait_timeout());
    CHECK(rig.world.now() == 90);
  });
  rig.at(40, [&] { rig.world.cpu().wake(*waiter); });
  rig.at(90, [&] { fence.dma_fence_signal(); });
  rig.run();
  dma_fence_put(&fence);
}

TEST_CASE("waiting in an interrupt, or with a spinlock held, sleeps in atomic context") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  fence.dma_fence_signal();  // it is wrong even if it does not come to sleeping
  SECTION("interrupt") {
    rig.world.cpu().spawn(rig.world.intern("irq"), "irq", sim::ContextKind::hardirq,
                          [&] { fence.dma_fence_wait_timeout(); });
  }
  SECTION("spinlock") {
    rig.at(0, [&] {
      sim::SpinLock lock(rig.world, "lock");
      const sim::SpinGuard guard(lock);
      fence.dma_fence_wait_timeout();
    });
  }
  rig.run();
  CHECK(rig.hazards() == Lines{"sleep_in_atomic"});
  dma_fence_put(&fence);
}

TEST_CASE("a waiter without a reference touches the fence after it was freed") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  fence.release_mode = FenceRelease::now;
  rig.at(
      0, [&] { fence.dma_fence_wait_timeout(); }, "waiter");
  rig.at(10, [&] {
    fence.dma_fence_signal();
    dma_fence_put(&fence);
  });
  rig.run();
  CHECK(rig.hazards() == Lines{"use_after_free"});
  CHECK_THAT(rig.hazard_text(sim::HazardKind::use_after_free),
             Catch::Contains("dma_fence_wait") && Catch::Contains("by waiter"));
}

TEST_CASE(
    "a wait for a fence that never signals ends with its World, and leaves no callback behind") {
  auto rig = std::make_unique<Rig>();
  FakeFence& fence = FakeFence::make(rig->world);
  bool unwound = false;
  struct Witness {
    bool& flag;
    ~Witness() { flag = true; }
  };
  rig->at(0, [&] {
    const Witness witness{unwound};
    fence.dma_fence_wait_timeout();
    FAIL("not reached");
  });
  rig->run();
  REQUIRE(rig->world.cpu().blocked().size() == 1);
  CHECK(std::string(rig->world.cpu().blocked().front()->waiting_for()) == "dma_fence");
  rig->world.end();
  CHECK(unwound);
  fence.dma_fence_signal();  // would call into a dead stack
  rig.reset();
}

TEST_CASE("waiting makes no new names, however many fences there are") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  const auto next = [&] { return rig.world.intern("a name of its own"); };
  rig.at(0, [&] {
    fence.dma_fence_wait_timeout(10);
    dma_fence_put(&fence);
  });
  rig.run();
  const sim::NameId before = next();
  for (int i = 0; i < 10; ++i) {
    FakeFence& other = FakeFence::make(rig.world);
    rig.at(0, [&] { other.dma_fence_wait_timeout(10); });
    rig.run();
    dma_fence_put(&other);
  }
  CHECK(rig.world.intern("another name") == before + 1);
}

}  // namespace
}  // namespace drmsim::drm::test
