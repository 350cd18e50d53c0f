// A lock around a slow device: waiters sleep, and a guard lets go even where its World ends.
#include "sim/mutex.h"

#include "sim/completion.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: one sleeps under a mutex, tries it, and leaves it when the World ends") {
  World world;
  Diary diary(world);
  Mutex mutex(world, "i2c_lock");
  Completion never(world, "an answer");
  world.spawn_task("transfer", [&] {
    const MutexGuard guard(mutex);
    CHECK(mutex.held_by_current());
    world.cpu().sleep_for(100);  // a spinlock would forbid it
    diary("transferred");
  });
  world.spawn_task("poller", [&] {
    CHECK_FALSE(mutex.try_lock());  // rather than wait
    diary("busy");
    const MutexGuard guard(mutex);
    diary("poller");
    never.wait();
  });
  world.spawn_task("last", [&] {
    mutex.lock();
    FAIL("it is never unlocked");
  });
  world.run();
  CHECK(diary.lines() == Lines{"busy", "transferred 100", "poller 100"});
  REQUIRE(mutex.owner() != nullptr);
  CHECK(world.names().text(mutex.owner()->name()) == "poller");
  world.end();
  CHECK(mutex.owner() == nullptr);
  CHECK(world.hazards().empty());
}

}  // namespace
}  // namespace drmsim::sim
