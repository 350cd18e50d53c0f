// Kernel threads: parked, unparked, stopped, and never taken for hanging.
#include "sim/kthread.h"

#include <memory>
#include <optional>

#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

// A thread that counts the work it is given, an item at a time.
struct Counter {
  explicit Counter(World& world, Delay wakeup = {}) : world_(world), diary(world) {
    thread.emplace(world, "main:ring", "main", wakeup, [this] { loop(); });
  }

  void give(int more) {
    items += more;
    queue.wake_up();
  }
  bool blocked() {
    if (!thread->should_park()) return false;
    diary("parks");
    thread->parkme();
    diary("goes on");
    return true;
  }
  void loop() {
    while (!thread->should_stop()) {
      bool has_item = false;
      thread->wait_event(queue, [&] {
        has_item = !blocked() && items > 0;
        return has_item || thread->should_stop();
      });
      if (!has_item) continue;
      --items;
      diary("item");
      if (item_ns > 0) world_.cpu().sleep_for(item_ns);
    }
    diary("ends");
  }

  World& world_;
  Diary diary;
  WaitQueue queue{world_, "queue"};
  int items = 0;
  TimeNs item_ns = 0;
  std::optional<Kthread> thread;
};

TEST_CASE("a thread works when it is woken, ends when it is told, and does not hang meanwhile") {
  World world;
  Counter counter(world);
  world.spawn_task("client", [&] {
    world.cpu().sleep_for(10);
    counter.give(2);
  });
  world.run();
  CHECK(counter.diary.lines() == Lines{"item 10", "item 10"});
  CHECK(world.cpu().blocked().empty());
  world.spawn_task("teardown", [&] {
    counter.thread->stop();
    counter.diary("stopped");
  });
  world.run();
  CHECK(counter.diary.lines() == Lines{"item 10", "item 10", "ends 10", "stopped 10"});
  CHECK(world.hazards().empty());
}

TEST_CASE("parking waits for what the thread is doing, and keeps it from more") {
  World world;
  Counter counter(world);
  counter.item_ns = 100;
  world.spawn_task("client", [&] { counter.give(2); });
  world.spawn_task("driver", [&] {
    world.cpu().sleep_for(30);
    CHECK(counter.thread->park());
    counter.diary("parked");
    world.cpu().sleep_for(50);
    CHECK(world.cpu().blocked().empty());
    counter.thread->unpark();
  });
  world.run();
  CHECK(counter.diary.lines() ==
        Lines{"item", "parks 100", "parked 100", "goes on 150", "item 150"});
  world.spawn_task("teardown", [&] { counter.thread->stop(); });
  world.run();
}

TEST_CASE("a thread that sleeps is woken to be parked, whoever parks it again is warned") {
  World world;
  Counter counter(world);
  world.spawn_task("driver", [&] {
    world.cpu().sleep_for(10);
    CHECK(counter.thread->park());
    CHECK(hazard_names(world).empty());
    CHECK_FALSE(counter.thread->park());
    counter.give(1);
    world.cpu().sleep_for(10);
    counter.thread->unpark();
    counter.thread->unpark();
    CHECK(counter.thread->park());  // it had no time for the item
    CHECK(counter.items == 1);
    counter.thread->stop();  // unparks
  });
  world.run();
  CHECK(counter.diary.lines() == Lines{"parks 10", "goes on 20", "ends 20"});
  CHECK(hazard_names(world) == Lines{"warning"});
  CHECK(only_hazard_message(world).find("kthread_park of main:ring") == 0);
}

TEST_CASE("a thread that slept takes its time to run, wake-ups meanwhile are one") {
  World world;
  Counter counter(world, Delay::fixed(7));
  world.spawn_task("client", [&] {
    world.cpu().sleep_for(10);
    counter.give(1);
    world.cpu().sleep_for(3);
    counter.give(1);
    world.cpu().sleep_for(10);
    CHECK(counter.thread->park());
    counter.diary("parked");
    counter.thread->unpark();
    world.cpu().sleep_for(100);
    counter.thread->stop();
  });
  world.run();
  CHECK(counter.diary.lines() ==
        Lines{"item 17", "item 17", "parks 30", "parked 30", "goes on 37", "ends 137"});
}

TEST_CASE("what a thread works on is not freed before it has ended") {
  World world;
  WaitQueue queue(world, "queue");
  std::unique_ptr<Kthread> thread;
  thread = std::make_unique<Kthread>(world, "main:ring", "main", Delay{}, [&] {
    thread->wait_event(queue, [&] { return thread->should_stop(); });
  });
  world.run();
  thread.reset();
  CHECK(hazard_names(world) == Lines{"use_after_free"});
}

}  // namespace
}  // namespace drmsim::sim
