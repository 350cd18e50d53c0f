// struct mutex: exclusion, who gets it next, and its rules.
#include "sim/mutex.h"

#include <memory>

#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("waiters of a mutex get it in the order in which they came") {
  World world;
  Diary diary(world);
  Mutex mutex(world, "mutex");
  for (const char* name : {"a", "b", "c"}) {
    world.spawn_task(name, [&world, &diary, &mutex, name] {
      const MutexGuard guard(mutex);
      diary(name);
      world.cpu().sleep_for(100);
    });
  }
  world.run();
  CHECK(diary.lines() == Lines{"a", "b 100", "c 200"});
}

TEST_CASE("a mutex can be snatched once before its first waiter has run, not twice") {
  World world;
  Diary diary(world);
  Mutex mutex(world, "mutex");
  world.spawn_task("thief", [&] {
    for (int i = 0; i < 3; ++i) {
      mutex.lock();
      diary("thief");
      world.cpu().sleep_for(100);
      mutex.unlock();  // wakes the waiter, which has not run yet when the thief locks again
    }
  });
  world.spawn_task("waiter", [&] {
    const MutexGuard guard(mutex);
    diary("waiter");
  });
  world.run();
  CHECK(diary.lines() == Lines{"thief", "thief 100", "waiter 200", "thief 200"});
}

TEST_CASE("a waiter that lost the race keeps its place before later ones") {
  World world;
  Diary diary(world);
  Mutex mutex(world, "mutex");
  world.spawn_task("thief", [&] {
    for (int i = 0; i < 2; ++i) {
      const MutexGuard guard(mutex);
      world.cpu().sleep_for(100);
    }
  });
  for (const char* name : {"first", "second"}) {
    world.spawn_task(name, [&diary, &mutex, name] {
      const MutexGuard guard(mutex);
      diary(name);
    });
  }
  world.run();
  CHECK(diary.lines() == Lines{"first 200", "second 200"});
}

TEST_CASE("try_lock takes a free mutex and does not wait for a taken one") {
  World world;
  Mutex mutex(world, "mutex");
  world.spawn_task("owner", [&] {
    CHECK(mutex.try_lock());
    CHECK(mutex.held_by_current());
    world.cpu().sleep_for(10);
    mutex.unlock();
  });
  world.spawn_task("other", [&] {
    CHECK_FALSE(mutex.try_lock());
    CHECK_FALSE(mutex.held_by_current());
    world.cpu().sleep_for(20);
    CHECK(mutex.try_lock());
    mutex.unlock();
  });
  world.run();
  CHECK(world.hazards().empty());
}

TEST_CASE("taking a mutex twice is a recursive_lock hazard and ends the run") {
  World world;
  Mutex mutex(world, "reset_lock");
  world.spawn_task("bad", [&] {
    const MutexGuard guard(mutex);
    mutex.lock();
    FAIL("it waits for itself");
  });
  world.run();
  CHECK(hazard_names(world) == Lines{"recursive_lock"});
  CHECK_THAT(only_hazard_message(world), Catch::Contains("mutex reset_lock"));
  world.end();
}

TEST_CASE("unlocking somebody else's mutex is a contract hazard") {
  World world;
  Mutex mutex(world, "mutex");
  world.spawn_task("owner", [&] {
    const MutexGuard guard(mutex);
    world.cpu().sleep_for(10);
  });
  world.spawn_task("bad", [&] { mutex.unlock(); });
  world.run();
  CHECK(hazard_names(world) == Lines{"contract"});
  world.end();
}

TEST_CASE("taking a mutex in an interrupt is a hazard even if it is free") {
  World world;
  Mutex mutex(world, "mutex");
  interrupt(world, "irq", [&] { const MutexGuard guard(mutex); });
  world.run();
  CHECK(hazard_names(world) == Lines{"sleep_in_atomic"});
}

TEST_CASE("a mutex that is destroyed while it is owned is a use_after_free hazard") {
  World world;
  auto mutex = std::make_unique<Mutex>(world, "mutex");
  world.spawn_task("owner", [&] {
    mutex->lock();
    world.cpu().sleep_for(100);
  });
  world.run_until(10);
  mutex.reset();
  CHECK(hazard_names(world) == Lines{"use_after_free"});
}

}  // namespace
}  // namespace drmsim::sim
