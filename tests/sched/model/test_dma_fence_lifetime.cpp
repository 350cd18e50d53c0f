// References of a fence: who holds one may look at it; everything else is a hazard that tells its
// life.
#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("the last put releases the fence, its memory goes after a grace period") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  rig.at(0, [&] {
    CHECK(dma_fence_get(&fence) == &fence);
    dma_fence_put(&fence);
    CHECK(fence.releases == 0);
    rig.world.rcu().read_lock();
    dma_fence_put(&fence);
    CHECK(fence.releases == 1);
    rig.world.cpu().spend(10);
    CHECK_FALSE(fence.freed());  // somebody may still be looking
    CHECK(dma_fence_get_rcu(&fence) == nullptr);
    rig.world.rcu().read_unlock();
  });
  rig.run();
  CHECK(fence.freed());
  CHECK(rig.hazards().empty());
}

TEST_CASE("get and put accept null") {
  CHECK(dma_fence_get(nullptr) == nullptr);
  CHECK(dma_fence_get_rcu(nullptr) == nullptr);
  dma_fence_put(nullptr);
}

TEST_CASE("a second put of the last reference underflows, and the life names both") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  rig.at(
      5, [&] { dma_fence_put(&fence); }, "first");
  rig.at(
      9, [&] { dma_fence_put(&fence); }, "second");
  rig.run();
  CHECK(rig.hazards() == Lines{"refcount_underflow"});
  CHECK(rig.world.stopped());
  const std::string text = rig.hazard_text(sim::HazardKind::refcount_underflow);
  CHECK_THAT(text, Catch::Contains("it has no reference left and was freed"));
  CHECK_THAT(text, Catch::Contains("5 ns  dma_fence_put            by first"));
  CHECK_THAT(text, Catch::Contains("5 ns  freed                    by rcu"));
  CHECK_THAT(text, Catch::Contains("9 ns  dma_fence_put            by second"));
}

TEST_CASE("a fence is used after its memory has gone: every operation reports it") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  fence.release_mode = FenceRelease::now;
  DmaFenceCb cb;
  const std::string operation =
      GENERATE(as<std::string>(), "signal", "get", "get_rcu", "is_signaled", "status",
               "add_callback", "remove_callback", "set_error", "wait", "enable");
  rig.at(1, [&] { dma_fence_put(&fence); });
  rig.at(2, [&] {
    if (operation == "signal") fence.dma_fence_signal();
    if (operation == "get") dma_fence_get(&fence);
    if (operation == "get_rcu") dma_fence_get_rcu(&fence);
    if (operation == "is_signaled") fence.dma_fence_is_signaled();
    if (operation == "status") fence.dma_fence_get_status();
    if (operation == "add_callback") fence.dma_fence_add_callback(cb, [](Fence&, DmaFenceCb&) {});
    if (operation == "remove_callback") fence.dma_fence_remove_callback(cb);
    if (operation == "set_error") fence.dma_fence_set_error(-kEio);
    if (operation == "wait") fence.dma_fence_wait_timeout();
    if (operation == "enable") fence.dma_fence_enable_sw_signaling();
    FAIL("not reached");
  });
  rig.run();
  INFO(operation);
  CHECK(rig.hazards() == Lines{"use_after_free"});
  CHECK_THAT(rig.hazard_text(sim::HazardKind::use_after_free),
             Catch::Contains("the object was freed before") && Catch::Contains("allocated") &&
                 Catch::Contains("references now 0") && Catch::Contains("freed"));
}

TEST_CASE(
    "taking a reference of a fence that has none left is a use after free, in the grace period "
    "too") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  rig.at(0, [&] {
    rig.world.rcu().read_lock();
    dma_fence_put(&fence);
    dma_fence_get(&fence);
  });
  rig.run();
  CHECK(rig.hazards() == Lines{"use_after_free"});
}

TEST_CASE("a fence released with callbacks pending signals them with EDEADLK, and warns") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  struct ErrorCb : DmaFenceCb {
    int error = 0;
  } cb;
  fence.dma_fence_add_callback(
      cb, [](Fence& f, DmaFenceCb& c) { static_cast<ErrorCb&>(c).error = f.error(); });
  dma_fence_put(&fence);
  CHECK(cb.error == -kEdeadlk);
  CHECK(fence.releases == 1);
  CHECK(rig.hazards() == Lines{"warning"});
  CHECK_THAT(rig.hazard_text(sim::HazardKind::warning),
             Catch::Contains("released with callbacks pending"));
}

TEST_CASE("a fence released unsignalled with nobody waiting is legal") {
  Rig rig;
  dma_fence_put(&FakeFence::make(rig.world));
  CHECK(rig.hazards().empty());
}

TEST_CASE("a fence initialised again while somebody holds it is a hazard that tells who") {
  Rig rig;
  FakeFence& fence = FakeFence::make(rig.world);
  rig.at(
      3, [&] { dma_fence_get(&fence); }, "holder");
  rig.at(
      4, [&] { fence.dma_fence_init(fence.lock, fence.context(), 2); }, "driver");
  rig.run();
  CHECK(rig.hazards() == Lines{"fence_reinitialised"});
  const std::string text = rig.hazard_text(sim::HazardKind::fence_reinitialised);
  CHECK_THAT(text, Catch::Contains("2 reference(s) to it are still held"));
  CHECK_THAT(text, Catch::Contains("by holder") && Catch::Contains("initialised again"));
  CHECK(fence.seqno() == 1);
}

// An embedded fence, whose memory outlives its references, may be used anew.
TEST_CASE("a fence without references may be initialised again and is unsignalled then") {
  Rig rig;
  struct Storage final : sim::Tracked {
    explicit Storage(sim::World& world) : Tracked(world, "job", sim::Where::here()) {}
    std::string label() const override { return "storage"; }
  } storage(rig.world);
  struct Ops final : FenceOps {
    const char* role() const override { return "embedded fence"; }
    const char* driver_name() const override { return "fake"; }
    std::string timeline_name() const override { return "fake"; }
    void release() override {}
  } ops;
  Fence fence(storage, ops, ops.role());
  sim::SpinLock lock(rig.world, "lock");
  fence.dma_fence_init(lock, 7, 1);
  fence.dma_fence_set_error(-kEio);
  fence.dma_fence_signal();
  dma_fence_put(&fence);
  fence.dma_fence_init(lock, 7, 2);
  CHECK(fence.references() == 1);
  CHECK(fence.seqno() == 2);
  CHECK_FALSE(fence.test_signaled());
  CHECK(fence.error() == 0);
  CHECK(rig.hazards().empty());
}

TEST_CASE("a fence that nobody puts is reported as leaked, with its life") {
  Rig rig;
  FakeFence::make(rig.world);
  rig.tear_down();
  CHECK(rig.hazards() == Lines{"leak"});
  CHECK_THAT(rig.hazard_text(sim::HazardKind::leak), Catch::Contains("dma_fence_init"));
}

// Between the decrement and the release is a schedule point: dma_fence_get_rcu() finds nothing to
// take.
TEST_CASE("a reference that is just being dropped cannot be revived") {
  Rig rig;
  rig.world.holds().add({.role = "client",
                         .point = sim::Point::put,
                         .function = "",
                         .occurrence = 1,
                         .duration_ns = 100});
  FakeFence& fence = FakeFence::make(rig.world);
  rig.at(10, [&] {
    dma_fence_put(&fence);
    CHECK(fence.releases == 1);
    CHECK(rig.world.now() == 110);
  });
  rig.at(50, [&] {
    CHECK(fence.releases == 0);
    CHECK(dma_fence_get_rcu(&fence) == nullptr);
  });
  rig.run();
  CHECK(rig.hazards().empty());
}

}  // namespace
}  // namespace drmsim::drm::test
