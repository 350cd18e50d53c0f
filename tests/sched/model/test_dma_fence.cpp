// What signalling a fence means: once, with an error or without, in front of whoever looks.
#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

struct CountingCb : DmaFenceCb {
  int calls = 0;
  bool signalled_when_called = false;
  int error_when_called = 0;
  bool lock_held_when_called = false;

  static void count(Fence& fence, DmaFenceCb& cb) {
    auto& self = static_cast<CountingCb&>(cb);
    ++self.calls;
    self.signalled_when_called = fence.test_signaled();
    self.error_when_called = fence.error();
    self.lock_held_when_called = static_cast<FakeFence&>(fence).lock.held_by_current();
  }
};

TEST_CASE("a new fence is not signalled and has one reference") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  CHECK(fence.references() == 1);
  CHECK_FALSE(fence.test_signaled());
  CHECK_FALSE(fence.has_timestamp());
  CHECK(fence.dma_fence_get_status() == 0);
  dma_fence_put(&fence);
}

TEST_CASE("signalling calls every callback once, in order, with the fence lock held") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  CountingCb first, second;
  rig.at(0, [&] {
    REQUIRE(fence.dma_fence_add_callback(first, CountingCb::count) == 0);
    REQUIRE(fence.dma_fence_add_callback(second, CountingCb::count) == 0);
    CHECK(fence.dma_fence_signal() == 0);
    CHECK(fence.dma_fence_signal() == -kEinval);
  });
  rig.run();
  CHECK(first.calls == 1);
  CHECK(second.calls == 1);
  CHECK(first.signalled_when_called);
  CHECK(first.lock_held_when_called);
  CHECK_FALSE(fence.lock.held_by_current());
  dma_fence_put(&fence);
  CHECK(rig.hazards().empty());
}

TEST_CASE("a fence is time-stamped when it signals, and only then") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  rig.at(70, [&] { fence.dma_fence_signal(); });
  rig.at(90, [&] { fence.dma_fence_signal(); });
  rig.run();
  CHECK(fence.has_timestamp());
  CHECK(fence.timestamp_ns() == 70);
  dma_fence_put(&fence);
}

TEST_CASE("the time of a fence is written when it has one: before, its callbacks are there") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  const bool has_signalled = GENERATE(false, true);
  rig.at(70, [&] {
    if (has_signalled) fence.dma_fence_signal();
    fence.set_timestamp_ns(60);
  });
  rig.run();
  if (has_signalled) {
    CHECK(fence.timestamp_ns() == 60);
    CHECK(rig.hazards().empty());
    dma_fence_put(&fence);
  } else {
    CHECK(rig.hazards() == Lines{"fence_timestamp"});
  }
}

TEST_CASE("an error set before signalling is the status, and callbacks see it") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  CountingCb cb;
  fence.dma_fence_add_callback(cb, CountingCb::count);
  fence.dma_fence_set_error(-kEio);
  CHECK(fence.dma_fence_get_status() == 0);  // of no meaning before it signals
  fence.dma_fence_signal();
  CHECK(fence.dma_fence_get_status() == -kEio);
  CHECK(cb.error_when_called == -kEio);
  dma_fence_put(&fence);
  CHECK(rig.hazards().empty());
}

TEST_CASE("an error set after signalling is a hazard that tells the life of the fence") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  fence.dma_fence_signal();
  fence.dma_fence_set_error(-kEio);
  CHECK(rig.hazards() == Lines{"fence_error_after_signal"});
  const std::string text = rig.hazard_text(sim::HazardKind::fence_error_after_signal);
  CHECK_THAT(text, Catch::Contains("waiters have seen another result"));
  CHECK_THAT(text, Catch::Contains("dma_fence_init") && Catch::Contains("dma_fence_signal") &&
                       Catch::Contains("dma_fence_set_error"));
  CHECK(fence.error() == -kEio);  // the kernel warns, and does it all the same
  dma_fence_put(&fence);
}

TEST_CASE("an error that is no error number is a contract hazard") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  const int error = GENERATE(0, 5, -4096);
  fence.dma_fence_set_error(error);
  CHECK(rig.hazards() == Lines{"contract"});
  dma_fence_put(&fence);
}

TEST_CASE("a callback for a fence that has signalled is refused and never called") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  CountingCb cb;
  fence.dma_fence_signal();
  CHECK(fence.dma_fence_add_callback(cb, CountingCb::count) == -kEnoent);
  CHECK_FALSE(cb.is_linked());
  CHECK(fence.enable_calls == 0);  // nothing was enabled for nobody
  dma_fence_put(&fence);
  CHECK(cb.calls == 0);
}

TEST_CASE("a callback that is registered already is a contract hazard") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  CountingCb cb;
  fence.dma_fence_add_callback(cb, CountingCb::count);
  fence.dma_fence_add_callback(cb, CountingCb::count);
  CHECK(rig.hazards() == Lines{"contract"});
}

TEST_CASE("a removed callback is not called, a second removal finds nothing") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  CountingCb gone, kept;
  fence.dma_fence_add_callback(gone, CountingCb::count);
  fence.dma_fence_add_callback(kept, CountingCb::count);
  CHECK(fence.dma_fence_remove_callback(gone));
  CHECK_FALSE(fence.dma_fence_remove_callback(gone));
  fence.dma_fence_signal();
  CHECK_FALSE(fence.dma_fence_remove_callback(kept));
  dma_fence_put(&fence);
  CHECK(gone.calls == 0);
  CHECK(kept.calls == 1);
}

// The signaller is held inside the fence's lock, after the bit was set and before the callbacks.
TEST_CASE("is_signaled does not mean that callbacks have run, and removing one waits for them") {
  Rig rig;
  rig.world.holds().add({.role = "client",
                         .point = sim::Point::signal,
                         .function = "dma_fence_signal",
                         .occurrence = 1,
                         .duration_ns = 100});
  FakeFence& fence = FakeFence::make(rig.world);
  CountingCb cb;
  fence.dma_fence_add_callback(cb, CountingCb::count);
  rig.at(10, [&] { fence.dma_fence_signal(sim::Where::here("test", "signaller", 1)); });
  rig.at(50, [&] {
    CHECK(fence.dma_fence_is_signaled());
    CHECK(cb.calls == 0);
    CHECK_FALSE(fence.dma_fence_remove_callback(cb));
    CHECK(rig.world.now() == 110);
    CHECK(cb.calls == 1);
  });
  rig.run();
  dma_fence_put(&fence);
  CHECK(rig.hazards().empty());
}

TEST_CASE(
    "a callback that drops the last reference of its fence leaves it valid until the lock is "
    "released") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  DmaFenceCb cb;
  rig.at(0, [&] {
    fence.dma_fence_add_callback(cb, [](Fence& f, DmaFenceCb&) { dma_fence_put(&f); });
    fence.dma_fence_signal();  // the grace period ends after the lock section
  });
  rig.run();
  CHECK(rig.hazards().empty());
  CHECK(fence.freed());
}

TEST_CASE("a callback that destroys itself leaves the list") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  {
    CountingCb cb;
    fence.dma_fence_add_callback(cb, CountingCb::count);
  }
  fence.dma_fence_signal();
  dma_fence_put(&fence);
  CHECK(rig.hazards().empty());
}

}  // namespace
}  // namespace drmsim::drm::test
