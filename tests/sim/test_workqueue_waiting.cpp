// cancel, cancel_sync, flush and drain: what they wait for, and what they must not wait for.
#include <memory>

#include "sim/workqueue.h"
#include "tests/sim/sim_test.h"
#include "tests/sim/test_item.h"

namespace drmsim::sim {
namespace {

using enum WorkqueueKind;

// A task that calls the function at that time and writes down when it returned.
void at(World& world, TimeNs at_ns, Diary& diary, std::string what,
        std::function<void()> function) {
  world.spawn_task("task", [&world, &diary, at_ns, what, function] {
    world.cpu().sleep_until(at_ns);
    function();
    diary(what);
  });
}

TEST_CASE("cancel takes an item off its queue and does not wait for a running one") {
  World world;
  int runs = 0;
  Workqueue queue(world, "wq", ordered);
  TestItem item(world, "item", [&] {
    ++runs;
    world.cpu().sleep_for(100);
  });
  CHECK_FALSE(Workqueue::cancel(item.work));
  queue.queue(item.work);
  CHECK(Workqueue::cancel(item.work));
  CHECK_FALSE(Workqueue::cancel(item.work));
  world.run();
  CHECK(runs == 0);
  queue.queue(item.work);
  world.run_until(10);
  CHECK_FALSE(Workqueue::cancel(item.work));
  queue.queue(item.work);
  CHECK(Workqueue::cancel(item.work));
  world.run();
  CHECK(runs == 1);
}

TEST_CASE("cancel leaves the other items of the queue alone") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "wq", ordered);
  TestItem a(world, "a", [&] { diary("a"); });
  TestItem b(world, "b", [&] { diary("b"); });
  TestItem c(world, "c", [&] { diary("c"); });
  for (TestItem* item : {&a, &b, &c}) queue.queue(item->work);
  Workqueue::cancel(b.work);
  queue.queue(b.work);
  Workqueue::cancel(a.work);
  world.run();
  CHECK(diary.lines() == Lines{"c", "b"});
}

TEST_CASE("cancel_sync waits for the running item, and refuses its requeueing meanwhile") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "wq", unordered);
  TestItem item(world, "item", [&] {
    world.cpu().sleep_for(100);
    diary(queue.queue(item.work) ? "requeued" : "refused");
  });
  queue.queue(item.work);
  at(world, 10, diary, "cancelled", [&] { CHECK_FALSE(Workqueue::cancel_sync(item.work)); });
  world.run();
  CHECK(diary.lines() == Lines{"refused 100", "cancelled 100"});
  CHECK(queue.queue(item.work));  // enabled again
  world.run_until(250);
  CHECK(diary.lines().back() == "requeued 200");
  world.end();
}

TEST_CASE("cancel_sync of an item that runs and is queued again removes the second instance") {
  World world;
  int runs = 0;
  Diary diary(world);
  Workqueue queue(world, "wq", ordered);
  TestItem item(world, "item", [&] {
    ++runs;
    world.cpu().sleep_for(100);
  });
  queue.queue(item.work);
  world.run_until(10);
  queue.queue(item.work);
  at(world, 20, diary, "cancelled", [&] { CHECK(Workqueue::cancel_sync(item.work)); });
  world.run();
  CHECK(runs == 1);
  CHECK(diary.lines() == Lines{"cancelled 100"});
}

TEST_CASE("two cancel_sync at once both wait, and the item stays disabled until both are done") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "wq", ordered);
  TestItem item(world, "item", [&] { world.cpu().sleep_for(100); });
  queue.queue(item.work);
  for (TimeNs at_ns : {10, 20}) {
    at(world, at_ns, diary, "cancelled", [&] { Workqueue::cancel_sync(item.work); });
  }
  at(world, 30, diary, "tried", [&] { CHECK_FALSE(queue.queue(item.work)); });
  world.run();
  CHECK(diary.lines() == Lines{"tried 30", "cancelled 100", "cancelled 100"});
  CHECK(queue.queue(item.work));
  world.run();
}

TEST_CASE("cancel_sync of an idle item returns at once, even if its queue is gone") {
  World world;
  Diary diary(world);
  TestItem item(world, "item", [] {});
  {
    Workqueue queue(world, "wq", ordered);
    queue.queue(item.work);
    world.run();
  }
  at(world, 10, diary, "cancelled", [&] { CHECK_FALSE(Workqueue::cancel_sync(item.work)); });
  at(world, 20, diary, "flushed", [&] { CHECK_FALSE(Workqueue::flush(item.work)); });
  world.run();
  CHECK(diary.lines() == Lines{"cancelled 10", "flushed 20"});
}

TEST_CASE("flushing an item waits for the instance that runs, not for later ones") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "wq", unordered);
  TestItem item(world, "item", [&] {
    world.cpu().sleep_for(100);
    if (world.now() < 500) queue.queue(item.work);  // for ever, as far as the flush can tell
  });
  queue.queue(item.work);
  at(world, 10, diary, "flushed", [&] { CHECK(Workqueue::flush(item.work)); });
  world.run();
  CHECK(diary.lines() == Lines{"flushed 100"});
}

TEST_CASE("flushing an item that runs and is queued again waits for the queued instance") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "wq", unordered);
  TestItem item(world, "item", [&] { world.cpu().sleep_for(100); });
  queue.queue(item.work);
  at(world, 10, diary, "requeued", [&] { queue.queue(item.work); });
  at(world, 20, diary, "flushed", [&] { CHECK(Workqueue::flush(item.work)); });
  world.run();
  CHECK(diary.lines() == Lines{"requeued 10", "flushed 200"});
}

TEST_CASE("flushing an item ends when the item is cancelled") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "wq", ordered);
  TestItem busy(world, "busy", [&] { world.cpu().sleep_for(1000); });
  TestItem item(world, "item", [&] { FAIL("it was cancelled"); });
  queue.queue(busy.work);
  queue.queue(item.work);
  at(world, 10, diary, "flushed", [&] { CHECK(Workqueue::flush(item.work)); });
  at(world, 20, diary, "cancelled", [&] { CHECK(Workqueue::cancel(item.work)); });
  world.run();
  CHECK(diary.lines() == Lines{"cancelled 20", "flushed 20"});
}

TEST_CASE("an item that is being flushed may destroy itself") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "wq", ordered);
  auto item = std::unique_ptr<TestItem>();
  item = std::make_unique<TestItem>(world, "item", [&] {
    World& here = world;
    here.cpu().sleep_for(100);
    const auto gone = std::move(item);
  });
  queue.queue(item->work);
  at(world, 10, diary, "flushed", [&] { CHECK(Workqueue::flush(item->work)); });
  world.run();
  CHECK(diary.lines() == Lines{"flushed 100"});
}

TEST_CASE("flushing a queue waits for the items queued before, not for those queued meanwhile") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "wq", unordered);
  TestItem slow(world, "slow", [&] { world.cpu().sleep_for(100); });
  std::vector<std::unique_ptr<TestItem>> quick;  // they end earlier and must not be counted instead
  queue.queue(slow.work);
  for (TimeNs at_ns : {20, 30, 90}) {
    quick.push_back(std::make_unique<TestItem>(world, "quick", [&world, at_ns] {
      if (at_ns == 90) world.cpu().sleep_for(1000);
    }));
    at(world, at_ns, diary, "queued",
       [&queue, item = quick.back().get()] { queue.queue(item->work); });
  }
  at(world, 10, diary, "flushed", [&] { queue.flush(); });
  world.run();
  CHECK(diary.lines() == Lines{"queued 20", "queued 30", "queued 90", "flushed 100"});
}

TEST_CASE("flushing a queue does not wait for an item that is cancelled") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "wq", ordered, Delay::fixed(500));
  TestItem item(world, "item", [] {});
  queue.queue(item.work);
  at(world, 10, diary, "flushed", [&] { queue.flush(); });
  at(world, 20, diary, "cancelled", [&] { Workqueue::cancel(item.work); });
  at(world, 30, diary, "flushed again", [&] { queue.flush(); });
  at(world, 40, diary, "drained", [&] { queue.drain(); });
  world.run();
  CHECK(diary.lines() == Lines{"cancelled 20", "flushed 20", "flushed again 30", "drained 40"});
}

TEST_CASE("drain waits for items that requeue themselves") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "wq", ordered);
  int left = 3;
  TestItem item(world, "item", [&] {
    world.cpu().sleep_for(100);
    if (--left > 0) CHECK(queue.queue(item.work));
  });
  queue.queue(item.work);
  at(world, 10, diary, "drained", [&] { queue.drain(); });
  world.run();
  CHECK(diary.lines() == Lines{"drained 300"});
  CHECK(world.hazards().empty());
}

TEST_CASE("queueing from outside on a queue that is being drained is a warning, and refused") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "wq", ordered);
  TestItem busy(world, "busy", [&] { world.cpu().sleep_for(100); });
  TestItem item(world, "item", [] { FAIL("it was refused"); });
  queue.queue(busy.work);
  at(world, 10, diary, "drained", [&] { queue.drain(); });
  at(world, 20, diary, "tried", [&] { CHECK_FALSE(queue.queue(item.work)); });
  world.run();
  CHECK(hazard_names(world) == Lines{"warning"});
  CHECK_THAT(only_hazard_message(world), Catch::Contains("item") && Catch::Contains("drained"));
  CHECK(diary.lines() == Lines{"tried 20", "drained 100"});
}

TEST_CASE("drain of an item that requeues itself for ever warns, and ends as a stall") {
  World world;
  Workqueue queue(world, "wq", ordered);
  TestItem item(world, "item", [&] { queue.queue(item.work); });
  queue.queue(item.work);
  world.spawn_task("drainer", [&] { queue.drain(); });
  world.run();
  world.end();
  CHECK(hazard_names(world) == Lines{"warning", "stall"});
}

TEST_CASE("an item that waits for itself or for its ordered queue is a self_wait hazard") {
  World world;
  Workqueue queue(world, "wq", ordered);
  Workqueue parallel(world, "parallel", unordered);
  TestItem other(world, "other", [] {});
  std::function<void()> wait;
  TestItem item(world, "item", [&] { wait(); });
  bool on_parallel = false;
  SECTION("cancel_sync") {
    wait = [&] { Workqueue::cancel_sync(item.work); };
  }
  SECTION("flush") {
    wait = [&] { Workqueue::flush(item.work); };
  }
  SECTION("flush of another item of the ordered queue") {
    queue.queue(item.work);
    queue.queue(other.work);
    wait = [&] { Workqueue::flush(other.work); };
  }
  SECTION("flush of the queue") {
    wait = [&] { queue.flush(); };
  }
  SECTION("drain of the queue") {
    wait = [&] { queue.drain(); };
  }
  SECTION("flush of an unordered queue") {
    on_parallel = true;
    wait = [&] { parallel.flush(); };
  }
  (on_parallel ? parallel : queue).queue(item.work);
  world.run();
  world.end();
  CHECK(hazard_names(world) == Lines{"self_wait"});
}

TEST_CASE("an item may wait for another item of its unordered queue") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "wq", unordered);
  TestItem other(world, "other", [&] { world.cpu().sleep_for(100); });
  TestItem item(world, "item", [&] {
    CHECK(Workqueue::flush(other.work));
    diary("flushed");
  });
  queue.queue(other.work);
  queue.queue(item.work);
  world.run();
  CHECK(diary.lines() == Lines{"flushed 100"});
}

TEST_CASE("an item of an ordered queue may cancel another that waits behind it") {
  World world;
  Workqueue queue(world, "wq", ordered);
  TestItem other(world, "other", [] { FAIL("it was cancelled"); });
  TestItem item(world, "item", [&] { CHECK(Workqueue::cancel_sync(other.work)); });
  queue.queue(item.work);
  queue.queue(other.work);
  world.run();
  CHECK(world.hazards().empty());
}

TEST_CASE("waiting for work in an interrupt is a hazard") {
  World world;
  Workqueue queue(world, "wq", ordered);
  TestItem item(world, "item", [] {});
  interrupt(world, "irq", [&] { Workqueue::cancel_sync(item.work); });
  interrupt(world, "irq", [&] { Workqueue::flush(item.work); });
  interrupt(world, "irq", [&] { queue.flush(); });
  world.run();
  CHECK(hazard_names(world) == Lines(3, "sleep_in_atomic"));
}

}  // namespace
}  // namespace drmsim::sim
