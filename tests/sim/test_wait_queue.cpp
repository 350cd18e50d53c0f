// wait_event and wake_up.
#include "sim/wait_queue.h"

#include <memory>
#include <optional>

#include "sim/spinlock.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("wake_up wakes every waiter, in the order in which they came") {
  const bool all = GENERATE(true, false);
  World world;
  Diary diary(world);
  WaitQueue queue(world, "queue");
  bool go = false;
  for (const char* name : {"a", "b", "c"}) {
    world.spawn_task(name, [&, name] {
      queue.wait_event([&] { return go; });
      diary(name);
    });
  }
  world.spawn_task("waker", [&] {
    world.cpu().sleep_for(10);
    go = true;
    all ? queue.wake_up_all() : queue.wake_up();
  });
  world.run();
  CHECK(diary.lines() == Lines{"a 10", "b 10", "c 10"});
}

TEST_CASE("a waiter whose condition does not hold when it is woken sleeps on") {
  World world;
  Diary diary(world);
  WaitQueue queue(world, "queue");
  int value = 0;
  for (int wanted : {3, 1, 2}) {
    world.spawn_task("waiter", [&, wanted] {
      queue.wait_event([&] { return value >= wanted; });
      diary(std::to_string(wanted));
    });
  }
  world.spawn_task("waker", [&] {
    for (; value < 3; ++value) {
      queue.wake_up();
      world.cpu().sleep_for(10);
    }
    queue.wake_up();
  });
  world.run();
  CHECK(diary.lines() == Lines{"1 10", "2 20", "3 30"});
}

TEST_CASE("a condition that holds at once is checked once, without sleeping") {
  World world;
  WaitQueue queue(world, "queue");
  int checks = 0;
  world.spawn_task("waiter", [&] {
    queue.wait_event([&] { return ++checks == 1; });
    CHECK(world.now() == 0);
  });
  world.run();
  CHECK(checks == 1);
}

TEST_CASE("wait_event_timeout says whether the condition came true in time") {
  World world;
  WaitQueue queue(world, "queue");
  std::optional<TimeNs> ready_at;
  const auto ready = [&] { return ready_at && world.now() >= *ready_at; };
  const auto wait = [&](TimeNs timeout_ns) {
    bool result = false;
    world.spawn_task("waiter",
                     [&, timeout_ns] { result = queue.wait_event_timeout(ready, timeout_ns); });
    world.run();
    return result;
  };
  CHECK_FALSE(wait(100));
  CHECK(world.now() == 100);
  CHECK_FALSE(wait(0));
  CHECK(world.now() == 100);
  ready_at = 150;
  CHECK(wait(50));  // nobody wakes it, but it looks once more when its time is up
  CHECK(world.now() == 150);
  CHECK(wait(0));
}

TEST_CASE("a wake-up while the condition is being checked is not lost") {
  World world;
  WaitQueue queue(world, "queue");
  SpinLock lock(world, "lock");
  bool done = false;
  bool passed = false;
  // The second check, the last before sleeping, has read the value and is held as it unlocks.
  world.holds().add(Hold{"client", Point::unlock, "", 2, 100});
  world.spawn_task("waiter", [&] {
    queue.wait_event([&] {
      const SpinGuard guard(lock);
      return done;
    });
    passed = true;
  });
  world.cpu().spawn(world.intern("waker"), "waker", ContextKind::task, [&] {
    world.cpu().sleep_for(50);
    done = true;
    queue.wake_up();
  });
  world.run();
  CHECK(world.holds().unused().empty());
  CHECK(passed);
}

TEST_CASE("a condition that waits itself does not lose the outer wake-up") {
  World world;
  WaitQueue outer(world, "outer");
  WaitQueue inner(world, "inner");
  bool inner_go = false;
  bool outer_go = false;
  bool passed = false;
  world.spawn_task("waiter", [&] {
    outer.wait_event([&] {
      const bool result = outer_go;
      inner.wait_event([&] { return inner_go; });
      return result;
    });
    passed = true;
  });
  world.spawn_task("waker", [&] {
    inner_go = true;
    inner.wake_up();  // ends the first check
    inner_go = false;
    world.cpu().sleep_for(10);
    inner_go = true;
    inner.wake_up();  // the second check has begun, with the old value
    outer_go = true;
    outer.wake_up();
  });
  world.run();
  CHECK(passed);
  world.end();
}

TEST_CASE("a timed-out waiter is not woken any more") {
  World world;
  Diary diary(world);
  WaitQueue queue(world, "queue");
  world.spawn_task("waiter", [&] {
    CHECK_FALSE(queue.wait_event_timeout([] { return false; }, 10));
    world.cpu().block("for ever", 0);
    diary("woken by the wrong one");
  });
  world.spawn_task("waker", [&] {
    world.cpu().sleep_for(20);
    queue.wake_up_all();
  });
  world.run();
  CHECK(diary.lines().empty());
  world.end();
}

TEST_CASE("waiting in an interrupt is a hazard even if the condition holds") {
  World world;
  WaitQueue queue(world, "job_scheduled");
  interrupt(world, "irq", [&] { queue.wait_event([] { return true; }); });
  world.run();
  CHECK(hazard_names(world) == Lines{"sleep_in_atomic"});
  CHECK_THAT(only_hazard_message(world), Catch::Contains("job_scheduled at test_wait_queue.cpp"));
}

TEST_CASE("a blocked waiter says what it waits for") {
  World world;
  WaitQueue queue(world, "job_scheduled");
  world.spawn_task("waiter", [&] { queue.wait_event([] { return false; }); });
  world.run();
  REQUIRE(world.cpu().blocked().size() == 1);
  const Context& waiter = *world.cpu().blocked().front();
  CHECK(std::string(waiter.waiting_for()) == "job_scheduled");
  CHECK(world.names().text(waiter.waiting_on()) == "job_scheduled");
  world.end();
}

TEST_CASE("a wait queue that is destroyed under a waiter is a use_after_free hazard") {
  World world;
  auto queue = std::make_unique<WaitQueue>(world, "queue");
  world.spawn_task("waiter", [&] { queue->wait_event([] { return false; }); });
  world.run();
  queue.reset();
  CHECK(hazard_names(world) == Lines{"use_after_free"});
  CHECK_THAT(only_hazard_message(world), Catch::Contains("while waiter waits on it"));
}

}  // namespace
}  // namespace drmsim::sim
