// Work items on ordered and unordered workqueues: who runs when, and how often.
#include "sim/workqueue.h"

#include <algorithm>
#include <functional>
#include <new>

#include "sim/spinlock.h"
#include "tests/sim/sim_test.h"
#include "tests/sim/test_item.h"

namespace drmsim::sim {
namespace {

using enum WorkqueueKind;

TEST_CASE("an ordered queue runs one item at a time, in the order of queueing") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "wq", ordered);
  const auto busy = [&](const char* name) {
    diary(name);
    world.cpu().sleep_for(100);
  };
  TestItem a(world, "a", [&] { busy("a"); });
  TestItem b(world, "b", [&] { busy("b"); });
  TestItem c(world, "c", [&] { busy("c"); });
  queue.queue(b.work);
  queue.queue(a.work);
  queue.queue(c.work);
  world.run();
  CHECK(diary.lines() == Lines{"b", "a 100", "c 200"});
  CHECK(queue.idle());
}

TEST_CASE("an unordered queue runs its items at once") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "wq", unordered);
  TestItem a(world, "a", [&] {
    world.cpu().sleep_for(100);
    diary("a");
  });
  TestItem b(world, "b", [&] { diary("b"); });
  queue.queue(a.work);
  queue.queue(b.work);
  world.run();
  CHECK(diary.lines() == Lines{"b", "a 100"});
}

TEST_CASE("queueing a pending item is refused, and it runs once") {
  World world;
  int runs = 0;
  Workqueue queue(world, "wq", unordered);
  TestItem item(world, "item", [&] { ++runs; });
  CHECK(queue.queue(item.work));
  CHECK(item.work.pending());
  CHECK_FALSE(queue.queue(item.work));
  world.run();
  CHECK(runs == 1);
  CHECK_FALSE(item.work.pending());
  CHECK(queue.queue(item.work));
  world.run();
  CHECK(runs == 2);
}

TEST_CASE("an item that is queued while it runs runs again afterwards, never twice at once") {
  const WorkqueueKind kind = GENERATE(ordered, unordered);
  World world;
  Diary diary(world);
  Workqueue queue(world, "wq", kind);
  int at_once = 0;
  TestItem item(world, "item", [&] {
    CHECK(++at_once == 1);
    CHECK_FALSE(item.work.pending());
    diary("begins");
    world.cpu().sleep_for(100);
    diary("ends");
    --at_once;
  });
  queue.queue(item.work);
  world.spawn_task("requeuer", [&] {
    world.cpu().sleep_for(10);
    CHECK(queue.queue(item.work));
    CHECK(item.work.pending());
    CHECK_FALSE(queue.queue(item.work));
  });
  world.run();
  CHECK(diary.lines() == Lines{"begins", "ends 100", "begins 100", "ends 200"});
}

TEST_CASE("an item may queue itself, and other items of an ordered queue come in between") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "wq", ordered);
  int left = 2;
  TestItem item(world, "item", [&] {
    diary("item");
    if (left-- > 0) CHECK(queue.queue(item.work));
  });
  TestItem other(world, "other", [&] { diary("other"); });
  queue.queue(item.work);
  queue.queue(other.work);
  world.run();
  CHECK(diary.lines() == Lines{"item", "other", "item", "item"});
}

TEST_CASE("an item may destroy itself in its function") {
  const WorkqueueKind kind = GENERATE(ordered, unordered);
  World world;
  Workqueue queue(world, "wq", kind);
  TestItem* last = nullptr;
  int runs = 0;
  for (int i = 0; i < 3; ++i) {
    // What it needs after its own end lives on its stack, as in a kernel.
    auto* item = new TestItem(world, "item", [&] {
      World& still_there = world;
      int& count = runs;
      TestItem** self = &last;
      delete *self;
      still_there.cpu().sleep_for(10);
      ++count;
    });
    last = item;
    queue.queue(item->work);
    world.run();
  }
  CHECK(runs == 3);
  CHECK(world.hazards().empty());
}

TEST_CASE("an item in the memory of one that destroyed itself is another item") {
  World world;
  Workqueue queue(world, "wq", unordered);
  alignas(TestItem) unsigned char memory[sizeof(TestItem)];
  int at_once = 0;
  int most = 0;
  const std::function<void()> function = [&] {
    World& here = world;
    int& now = at_once;
    most = std::max(most, ++now);
    reinterpret_cast<TestItem*>(memory)->~TestItem();
    here.cpu().sleep_for(100);
    --now;
  };
  const auto run_copy = [&function] {
    const auto copy = function;  // the item is gone before it returns
    copy();
  };
  queue.queue((new (memory) TestItem(world, "first", run_copy))->work);
  world.run_until(10);
  queue.queue((new (memory) TestItem(world, "second", run_copy))->work);
  world.run();
  CHECK(most == 2);
  CHECK(world.now() == 110);
}

TEST_CASE("an item may run on two queues at once") {
  World world;
  Workqueue first(world, "first", ordered);
  Workqueue second(world, "second", ordered);
  int most = 0;
  int at_once = 0;
  TestItem item(world, "item", [&] {
    most = std::max(most, ++at_once);
    world.cpu().sleep_for(100);
    --at_once;
  });
  first.queue(item.work);
  world.run_until(10);
  CHECK(second.queue(item.work));
  world.run();
  CHECK(most == 2);
  CHECK(world.now() == 110);
}

TEST_CASE("a kworker goes by the name and role of the item that it runs") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "wq", ordered);
  const auto who = [&] {
    const Context& self = *world.cpu().current();
    CHECK(self.kind() == ContextKind::kworker);
    CHECK(std::string(self.role()) == "test");
    diary(world.names().text(self.name()));
  };
  TestItem a(world, "run:gfx", who);
  TestItem b(world, "free:gfx", who);
  queue.queue(a.work);
  queue.queue(b.work);
  world.run();
  CHECK(diary.lines() == Lines{"run:gfx", "free:gfx"});
  CHECK(queue.name() == "wq");
}

TEST_CASE("a worker takes its wake-up latency once for all the items it finds") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "wq", ordered, Delay::fixed(30));
  TestItem a(world, "a", [&] { diary("a"); });
  TestItem b(world, "b", [&] { diary("b"); });
  queue.queue(a.work);
  world.run_until(10);
  queue.queue(b.work);
  world.run();
  CHECK(diary.lines() == Lines{"a 30", "b 30"});
  queue.queue(a.work);
  world.run();
  CHECK(diary.lines().back() == "a 60");
}

TEST_CASE("an item may be queued in an interrupt and from hardware") {
  World world;
  int runs = 0;
  Workqueue queue(world, "wq", ordered);
  TestItem item(world, "item", [&] { ++runs; });
  interrupt(world, "irq", [&] { queue.queue(item.work); });
  TimedCallback hardware(world.timeline(), [&] { queue.queue(item.work); });
  hardware.arm_at(10);
  world.run();
  CHECK(runs == 2);
  CHECK(world.hazards().empty());
}

TEST_CASE("an item that returns with a spinlock held is a contract hazard") {
  World world;
  SpinLock lock(world, "lock");
  Workqueue queue(world, "wq", ordered);
  TestItem item(world, "run:gfx", [&] { lock.lock(); });
  queue.queue(item.work);
  world.run();
  CHECK(hazard_names(world) == Lines{"contract"});
  CHECK_THAT(only_hazard_message(world), Catch::Contains("work item run:gfx returns inside"));
  world.end();
}

TEST_CASE("an item that is destroyed while it is queued is a use_after_free hazard") {
  World world;
  Workqueue queue(world, "wq", ordered);
  {
    TestItem item(world, "run:gfx", [] { FAIL("it is gone"); });
    queue.queue(item.work);
  }
  world.run();
  CHECK(hazard_names(world) == Lines{"use_after_free"});
  CHECK_THAT(only_hazard_message(world),
             Catch::Contains("run:gfx is destroyed while it is queued"));
}

TEST_CASE("a queue that is destroyed with an item queued or running is a use_after_free hazard") {
  const bool running = GENERATE(true, false);
  World world;
  TestItem item(world, "item", [&] { world.cpu().sleep_for(100); });
  {
    Workqueue queue(world, "wq", ordered);
    queue.queue(item.work);
    if (running) world.run_until(10);
  }
  CHECK(hazard_names(world) == Lines{"use_after_free"});
  world.run();
  world.end();
}

TEST_CASE("a queue may be destroyed before the worker of a cancelled item has started") {
  const TimeNs latency_ns = GENERATE(0, 100);
  World world;
  TestItem item(world, "item", [] { FAIL("it was cancelled"); });
  {
    Workqueue queue(world, "wq", ordered, Delay::fixed(latency_ns));
    queue.queue(item.work);
    CHECK(Workqueue::cancel(item.work));
    CHECK(queue.idle());
  }
  world.run();
  CHECK(world.hazards().empty());
  int runs = 0;
  Workqueue queue(world, "another", ordered);
  TestItem other(world, "other", [&] { ++runs; });
  queue.queue(other.work);
  world.run();
  CHECK(runs == 1);
}

}  // namespace
}  // namespace drmsim::sim
