// Scripted holds: a context loses the processor at one known schedule point.
#include "sim/holds.h"

#include "sim/completion.h"
#include "sim/mutex.h"
#include "sim/spinlock.h"
#include "sim/wait_queue.h"
#include "sim/workqueue.h"
#include "tests/sim/sim_test.h"
#include "tests/sim/test_item.h"

namespace drmsim::sim {
namespace {

void spawn(World& world, const char* role, std::function<void()> function) {
  world.cpu().spawn(world.intern(role), role, ContextKind::task, std::move(function));
}

TEST_CASE("a hold takes the processor away at its point for its time, locks and all") {
  World world;
  Diary diary(world);
  SpinLock lock(world, "lock");
  world.holds().add(Hold{"run", Point::put, "", 1, 50});
  spawn(world, "run", [&] {
    const SpinGuard guard(lock);
    diary("before");
    world.point(Point::put);
    diary("after");
  });
  spawn(world, "irq", [&] {
    diary("irq");
    const SpinGuard guard(lock);
    diary("irq has the lock");
  });
  world.run();
  CHECK(diary.lines() == Lines{"before", "irq", "after 50", "irq has the lock 50"});
  CHECK(world.holds().unused().empty());
}

void named_function(World& world) {
  world.point(Point::unlock);
}

TEST_CASE("a hold matches role, point, function and occurrence") {
  Hold hold{"run", Point::unlock, "named_function", 2, 100};
  TimeNs end_ns = 100;
  SECTION("all of them match") {}
  SECTION("the function by the kernel's name, of which ours has no prefix") {
    hold.function = "drm_sched_named_function";
  }
  SECTION("no prefix, but part of a word") {
    hold.function = "unnamed_function";
    end_ns = 0;
  }
  SECTION("another role") {
    hold.role = "free";
    end_ns = 0;
  }
  SECTION("another point") {
    hold.point = Point::lock;
    end_ns = 0;
  }
  SECTION("another function") {
    hold.function = "other_function";
    end_ns = 0;
  }
  SECTION("any function") {
    hold.function.clear();
  }
  SECTION("an occurrence that does not come") {
    hold.occurrence = 4;
    end_ns = 0;
  }
  World world;
  world.holds().add(hold);
  spawn(world, "run", [&] {
    for (int i = 0; i < 3; ++i) named_function(world);
  });
  world.run();
  CHECK(world.now() == end_ns);
  CHECK(world.holds().unused().size() == (end_ns == 0 ? 1 : 0));
}

TEST_CASE("occurrences are counted over all contexts of the role") {
  World world;
  Diary diary(world);
  world.holds().add(Hold{"run", Point::user, "", 2, 100});
  for (const char* name : {"a", "b", "c"}) {
    spawn(world, "run", [&world, &diary, name] {
      world.point(Point::user);
      diary(name);
    });
  }
  world.run();
  CHECK(diary.lines() == Lines{"a", "c", "b 100"});
}

TEST_CASE("two holds at the same point add up") {
  World world;
  world.holds().add(Hold{"run", Point::user, "", 1, 100});
  world.holds().add(Hold{"run", Point::user, "", 1, 50});
  spawn(world, "run", [&] { world.point(Point::user); });
  world.run();
  CHECK(world.now() == 150);
}

TEST_CASE("a hold is an event that says who was held where and for how long") {
  World world;
  const TextLog log(world);
  world.holds().add(Hold{"run", Point::unlock, "", 1, 50'000});
  spawn(world, "run", [&] { named_function(world); });
  world.run();
  CHECK(log.lines() == Lines{"             0  preempt      work=run at=unlock "
                             "function=named_function hold=50000ns"});
}

TEST_CASE("a wake-up does not shorten a hold") {
  World world;
  Diary diary(world);
  world.holds().add(Hold{"run", Point::user, "", 1, 100});
  Context& held = world.cpu().spawn(world.intern("run"), "run", ContextKind::task, [&] {
    world.point(Point::user);
    diary("held");
    world.cpu().block("the wake-up, which was kept", 0);
    diary("woken");
  });
  spawn(world, "waker", [&] { world.cpu().wake(held); });
  world.run();
  CHECK(diary.lines() == Lines{"held 100", "woken 100"});
}

TEST_CASE("there is no schedule point in hardware and set-up code") {
  World world;
  SpinLock lock(world, "lock");
  world.holds().add(Hold{"", Point::lock, "", 1, 100});
  { const SpinGuard guard(lock); }
  TimedCallback hardware(world.timeline(), [&] { world.point(Point::lock); });
  hardware.arm_at(10);
  world.run();
  CHECK(world.now() == 10);
}

// Which points does an operation have? Holds at all of them for a time each, and reads the log.
Lines points_of(const std::function<void(World&)>& operation) {
  World world;
  const TextLog log(world);
  for (int point = 0; point <= static_cast<int>(Point::user); ++point) {
    for (std::uint64_t occurrence = 1; occurrence <= 3; ++occurrence) {
      world.holds().add(Hold{"run", static_cast<Point>(point), "", occurrence, 1});
    }
  }
  spawn(world, "run", [&] { operation(world); });
  world.run();
  Lines points;
  for (const std::string& line : log.lines()) {
    const auto at = line.find(" at=") + 4;
    points.push_back(line.substr(at, line.find(' ', at) - at));
  }
  return points;
}

TEST_CASE("every primitive has its schedule points, as in the kernel's order of things") {
  CHECK(points_of([](World& world) {
          SpinLock lock(world, "lock");
          const SpinGuard guard(lock);
        }) == Lines{"lock", "unlock"});
  CHECK(points_of([](World& world) {
          SpinLock lock(world, "lock");
          const SpinIrqGuard guard(lock);
        }) == Lines{"lock", "unlock"});
  CHECK(points_of([](World& world) {
          Mutex mutex(world, "mutex");
          const MutexGuard guard(mutex);
        }) == Lines{"lock", "unlock"});
  CHECK(points_of([](World& world) { Completion(world, "done").complete(); }) == Lines{"wake"});
  CHECK(points_of([](World& world) { Completion(world, "done").complete_all(); }) == Lines{"wake"});
  CHECK(points_of([](World& world) { WaitQueue(world, "queue").wake_up(); }) == Lines{"wake"});
  CHECK(points_of([](World& world) {
          Workqueue queue(world, "wq", WorkqueueKind::ordered);
          TestItem item(world, "item", [] {});
          queue.queue(item.work);
          Workqueue::flush(item.work);
        }) == Lines{"queueing", "queue_work"});
  CHECK(points_of([](World& world) {
          Workqueue queue(world, "wq", WorkqueueKind::ordered);
          TestDelayedItem item(world, "item", [] {});
          queue.queue_delayed(item.work, 100);
          queue.mod_delayed(item.work, 200);
          Workqueue::cancel(item.work);
        }) == Lines{"queueing", "queueing"});
}

TEST_CASE("a worker is not held by what the workqueue does for itself after an item") {
  World world;
  Workqueue queue(world, "wq", WorkqueueKind::ordered);
  TestItem item(world, "item", [] {});
  world.holds().add(Hold{"test", Point::wake, "", 1, 100});  // TestItem's role
  world.spawn_task("flusher", [&] { Workqueue::flush(item.work); });
  queue.queue(item.work);
  world.run();
  CHECK(world.now() == 0);
}

}  // namespace
}  // namespace drmsim::sim
