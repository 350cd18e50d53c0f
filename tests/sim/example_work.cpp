// An item that is part of the object that it frees, and one that waits for its timer.
#include "sim/work.h"

#include "sim/workqueue.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"
#include "tests/sim/test_item.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: the work item of an object frees the object, as a kernel's release does") {
  struct File {
    File(World& world, bool& gone)
        : released(gone), release(world, "release:file", "release", &File::run, this) {}
    ~File() { released = true; }
    static void run(void* file) {
      auto* self = static_cast<File*>(file);
      CHECK_FALSE(self->release.pending());  // it may be queued again by now
      delete self;
    }
    bool& released;
    Work release;
  };
  World world;
  Workqueue queue(world, "release", WorkqueueKind::unordered);
  bool released = false;
  auto* file = new File(world, released);
  world.spawn_task("close", [&] {
    queue.queue(file->release);
    CHECK(file->release.pending());
    queue.flush();
    CHECK(released);
  });
  world.run();
  CHECK(world.hazards().empty());
}

TEST_CASE("example: a delayed item says what its timer was asked for, and the wheel is later") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "system", WorkqueueKind::unordered);
  TestDelayedItem watchdog(
      world, "watchdog", [&] { diary("checks"); }, TimerRounding::wheel);
  world.spawn_task("client", [&] {
    queue.queue_delayed(watchdog.work, 100 * kTickNs);
    CHECK(watchdog.work.pending());  // at once, though its time has not come
    CHECK(watchdog.work.timer_armed());
    CHECK(watchdog.work.expires_ns() == 100 * kTickNs);
  });
  world.run();
  CHECK(diary.lines() == Lines{"checks 104000000"});  // the next bucket of 8 ticks
}

}  // namespace
}  // namespace drmsim::sim
