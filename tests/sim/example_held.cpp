// What a context has at some point, printed as lockdep does: the latest first, with its places.
#include "sim/held.h"

#include "sim/mutex.h"
#include "sim/spinlock.h"
#include "sim/workqueue.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"
#include "tests/sim/test_item.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: all that a context holds is a chain, from the latest to the first") {
  World world;
  Mutex mutex(world, "reset_lock");
  SpinLock lock(world, "job_list_lock");
  Workqueue queue(world, "queue", WorkqueueKind::ordered);
  Lines held;
  const auto list = [&] {
    for (const Held* one = world.cpu().current()->innermost(); one != nullptr; one = one->outer) {
      const bool is_lock = one->kind == OrderKind::spinlock || one->kind == OrderKind::mutex;
      held.push_back(std::string(one->name) + " of " +
                     (is_lock ? std::string(one->where.file_name()) : "the workqueue"));
    }
  };
  TestItem item(world, "reset:gfx", [&] {
    const MutexGuard outer(mutex);
    {
      const SpinGuard inner(lock);
      list();
      CHECK(lock.held().taken);
      CHECK(lock.held().kind == OrderKind::spinlock);
    }
    CHECK_FALSE(lock.held().taken);
  });
  world.spawn_task("client", [&] {
    queue.queue(item.work);
    Workqueue::flush(item.work);
    CHECK(world.cpu().current()->innermost() == nullptr);  // it has nothing itself
  });
  world.run();
  // The item that it executes, and the ordered queue, whose other items wait for it.
  REQUIRE(held.size() == 4);
  CHECK(held[0] == "job_list_lock of example_held.cpp");
  CHECK(held[1] == "reset_lock of example_held.cpp");
  CHECK(held[2] == "reset:gfx of the workqueue");
  CHECK(held[3] == "queue of the workqueue");
  CHECK(world.hazards().empty());
}

}  // namespace
}  // namespace drmsim::sim
