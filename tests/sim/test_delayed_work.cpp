// queue_delayed_work and mod_delayed_work.
#include "sim/workqueue.h"
#include "tests/sim/sim_test.h"
#include "tests/sim/test_item.h"

namespace drmsim::sim {
namespace {

struct Fixture {
  World world;
  Diary diary{world};
  Workqueue queue{world, "wq", WorkqueueKind::ordered};
  TestDelayedItem item{world, "tdr:gfx", [this] { diary("runs"); }};
  ~Fixture() { world.end(); }
};

TEST_CASE_METHOD(Fixture, "a delayed item is pending at once and runs when its time has come") {
  CHECK(queue.queue_delayed(item.work, 100));
  CHECK(item.work.pending());
  CHECK(item.work.timer_armed());
  CHECK(item.work.expires_ns() == 100);
  CHECK(queue.idle());
  world.run();
  CHECK(diary.lines() == Lines{"runs 100"});
  CHECK_FALSE(item.work.pending());
  CHECK_FALSE(item.work.timer_armed());
}

TEST_CASE_METHOD(Fixture, "a delay of 0 queues at once, a delay of kForever never") {
  CHECK(queue.queue_delayed(item.work, 0));
  CHECK_FALSE(item.work.timer_armed());
  world.run();
  CHECK(diary.lines() == Lines{"runs"});
  CHECK(queue.queue_delayed(item.work, kForever));
  CHECK(item.work.pending());
  world.run();
  CHECK(diary.lines().size() == 1);
  CHECK(Workqueue::cancel(item.work));
  CHECK_FALSE(item.work.pending());
}

TEST_CASE_METHOD(Fixture, "queue_delayed of a pending item is refused, the old delay stays") {
  queue.queue_delayed(item.work, 100);
  CHECK_FALSE(queue.queue_delayed(item.work, 10));
  CHECK_FALSE(queue.queue_delayed(item.work, 0));
  CHECK_FALSE(queue.queue(item.work));
  world.run();
  CHECK(diary.lines() == Lines{"runs 100"});
}

TEST_CASE_METHOD(Fixture,
                 "mod_delayed of an idle item queues it and says that it was not pending") {
  CHECK_FALSE(queue.mod_delayed(item.work, 100));
  world.run();
  CHECK(diary.lines() == Lines{"runs 100"});
}

TEST_CASE_METHOD(Fixture, "mod_delayed moves the timer of a pending item, forwards and back") {
  queue.queue_delayed(item.work, 100);
  world.run_until(50);
  CHECK(queue.mod_delayed(item.work, 200));
  CHECK(item.work.expires_ns() == 250);
  world.run_until(150);
  CHECK(diary.lines().empty());
  CHECK(queue.mod_delayed(item.work, 10));
  world.run();
  CHECK(diary.lines() == Lines{"runs 160"});
}

TEST_CASE_METHOD(Fixture,
                 "mod_delayed takes an item that is on the queue already back to its timer") {
  TestItem busy(world, "busy", [&] { world.cpu().sleep_for(100); });
  queue.queue(busy.work);
  queue.queue(item.work);
  world.run_until(10);
  CHECK(queue.mod_delayed(item.work, 500));
  CHECK(item.work.timer_armed());
  world.run();
  CHECK(diary.lines() == Lines{"runs 510"});
}

TEST_CASE_METHOD(Fixture, "mod_delayed with 0 queues at once whatever the item was doing") {
  queue.queue_delayed(item.work, 100);
  CHECK(queue.mod_delayed(item.work, 0));
  CHECK(queue.mod_delayed(item.work, 0));
  world.run();
  CHECK(diary.lines() == Lines{"runs"});
}

TEST_CASE_METHOD(Fixture, "mod_delayed of a running item queues a second run") {
  TestDelayedItem slow(world, "slow", [&] {
    diary("begins");
    world.cpu().sleep_for(100);
  });
  queue.queue(slow.work);
  world.run_until(10);
  CHECK_FALSE(queue.mod_delayed(slow.work, 20));
  world.run();
  CHECK(diary.lines() == Lines{"begins", "begins 100"});
}

TEST_CASE_METHOD(Fixture, "an item that is being cancelled refuses queueing, delayed or not") {
  TestDelayedItem slow(world, "slow", [&] {
    world.cpu().sleep_for(100);
    CHECK_FALSE(queue.queue_delayed(slow.work, 10));
    CHECK_FALSE(queue.mod_delayed(slow.work, 10));
    CHECK_FALSE(queue.mod_delayed(slow.work, 0));
    CHECK_FALSE(slow.work.pending());
  });
  queue.queue(slow.work);
  world.spawn_task("canceller", [&] {
    world.cpu().sleep_for(10);
    CHECK_FALSE(Workqueue::cancel_sync(slow.work));
    CHECK(world.now() == 100);
    CHECK(queue.queue_delayed(slow.work, 10));
    CHECK(Workqueue::cancel_sync(slow.work));
  });
  world.run();
  CHECK(world.now() == 100);
}

TEST_CASE_METHOD(Fixture, "cancel stops the timer, whatever type the caller knows the item by") {
  const bool as_work = GENERATE(true, false);
  queue.queue_delayed(item.work, 100);
  CHECK(
      (as_work ? Workqueue::cancel(static_cast<Work&>(item.work)) : Workqueue::cancel(item.work)));
  CHECK_FALSE(item.work.timer_armed());
  CHECK_FALSE(item.work.pending());
  world.run();
  CHECK(diary.lines().empty());
  CHECK(queue.queue_delayed(item.work, 10));
  world.run();
  CHECK(diary.lines().size() == 1);
}

TEST_CASE_METHOD(Fixture, "flushing an item that waits for its timer runs it at once") {
  queue.queue_delayed(item.work, 1000);
  world.spawn_task("flusher", [&] {
    world.cpu().sleep_for(10);
    CHECK(Workqueue::flush(item.work));
    diary("flushed");
    CHECK_FALSE(Workqueue::flush(item.work));
  });
  world.run();
  CHECK(diary.lines() == Lines{"runs 10", "flushed 10"});
}

TEST_CASE_METHOD(Fixture, "flushing a queue does not wait for timers") {
  queue.queue_delayed(item.work, 1000);
  world.spawn_task("flusher", [&] {
    queue.flush();
    queue.drain();
    diary("flushed");
  });
  world.run();
  CHECK(diary.lines() == Lines{"flushed", "runs 1000"});
}

TEST_CASE_METHOD(Fixture, "a timer that expires on a queue being drained is a warning") {
  TestItem busy(world, "busy", [&] { world.cpu().sleep_for(100); });
  queue.queue(busy.work);
  queue.queue_delayed(item.work, 50);
  world.spawn_task("drainer", [&] { queue.drain(); });
  world.run();
  CHECK(hazard_names(world) == Lines{"warning"});
  CHECK(diary.lines().empty());
}

TEST_CASE_METHOD(Fixture,
                 "the timer's expiry is what was asked for, also where the wheel is later") {
  TestDelayedItem wheel(
      world, "wheel", [&] { diary("wheel"); }, TimerRounding::wheel);
  TestDelayedItem ticks(
      world, "ticks", [&] { diary("ticks"); }, TimerRounding::ticks);
  world.spawn_task("arm", [&] {
    world.cpu().sleep_until(300'000);  // 0.3 ticks
    queue.queue_delayed(wheel.work, 99'500'000);
    queue.queue_delayed(ticks.work, 99'500'000);
  });
  world.run();
  CHECK(wheel.work.expires_ns() == 100'000'000);
  CHECK(ticks.work.expires_ns() == 100'300'000);
  CHECK(diary.lines() == Lines{"ticks 100300000", "wheel 104000000"});
}

TEST_CASE("a delayed item that is destroyed while its timer is armed is a use_after_free hazard") {
  World world;
  Workqueue queue(world, "wq", WorkqueueKind::ordered);
  {
    TestDelayedItem item(world, "tdr:gfx", [] { FAIL("it is gone"); });
    queue.queue_delayed(item.work, 100);
  }
  world.run();
  CHECK(hazard_names(world) == Lines{"use_after_free"});
  CHECK_THAT(only_hazard_message(world),
             Catch::Contains("tdr:gfx is destroyed while its timer is armed"));
}

}  // namespace
}  // namespace drmsim::sim
