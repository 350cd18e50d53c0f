// When the memory of a hardware fence goes, as the option `release` has it.
#include <catch2/catch.hpp>

#include <memory>

#include "scenarios/drivers/common/hw_fence.h"
#include "sched/model/model_api.h"
#include "sim/world.h"

namespace drmsim::scenarios {
namespace {

// A reader under rcu_read_lock() looks at a fence while somebody else puts the last reference.
struct ReaderAndPutter {
  sim::World world;
  sim::Workqueue system_wq{world, "system", sim::WorkqueueKind::unordered};
  drm::ModelApi api{{world, system_wq}};
  sim::SpinLock lock{world, "hw_fence.lock"};
  bool read_after_put = false;

  void run(FenceRelease release) {
    OwnHwFence* fence = new_hw_fence(api, world, world.intern("gfx"), "ring_driver", release,
                                     sim::Where::here());
    fence->init(lock, 1, 1);
    world.spawn_task("reader", [this, fence] {
      world.rcu().read_lock();
      world.cpu().spend(10);
      fence->check_alive("a look without a reference", sim::Where::here());
      read_after_put = true;
      world.rcu().read_unlock();
    });
    world.spawn_task("putter", [this, fence] {
      world.cpu().sleep_for(5);
      api.dma_fence_put(&fence->fence(), sim::Where::here());
    });
    world.run();
  }
};

}  // namespace

TEST_CASE("hardware fence: readers under RCU may look at it after the last put") {
  ReaderAndPutter bench;
  bench.run(FenceRelease::rcu);
  CHECK(bench.read_after_put);
  CHECK(bench.world.hazards().all().empty());
  CHECK(bench.world.memory().alive() == 0);
}

TEST_CASE("hardware fence: released now, it is gone under a reader's hands") {
  ReaderAndPutter bench;
  bench.run(FenceRelease::now);
  CHECK_FALSE(bench.read_after_put);
  REQUIRE(bench.world.hazards().all().size() == 1);
  CHECK(bench.world.hazards().all().front().kind == sim::HazardKind::use_after_free);
}

}  // namespace drmsim::scenarios
