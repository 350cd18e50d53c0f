// How contexts end before their time: by exceptions, and with their World.
#include <stdexcept>

#include <systemc>

#include "sim/completion.h"
#include "sim/mutex.h"
#include "sim/spinlock.h"
#include "sim/wait_queue.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

struct Assertion {
  int number;
};

TEST_CASE("an exception that leaves a task ends the run and comes out of run") {
  World world;
  Diary diary(world);
  world.spawn_task("ends first", [&] { diary("first"); });
  world.spawn_task("throws", [&] {
    world.cpu().sleep_for(10);
    throw Assertion{42};
  });
  world.spawn_task("later", [&] {
    world.cpu().sleep_for(20);
    diary("later");
  });
  try {
    world.run();
    FAIL("the exception was lost");
  } catch (const Assertion& assertion) {
    CHECK(assertion.number == 42);
  }
  CHECK(diary.lines() == Lines{"first"});
  CHECK(world.stopped());
  CHECK(world.now() == 10);
  CHECK(world.hazards().empty());
  CHECK_NOTHROW(world.run());  // it is over, and the exception was delivered
}

TEST_CASE("an exception comes out of run from every kind of context") {
  const auto kind =
      GENERATE(ContextKind::task, ContextKind::kworker, ContextKind::softirq, ContextKind::hardirq);
  World world;
  SpinLock lock(world, "lock");
  world.cpu().spawn(world.intern("x"), "x", kind, [&] {
    const SpinIrqGuard guard(lock);
    throw std::runtime_error("from a context");
  });
  CHECK_THROWS_WITH(world.run(), "from a context");
  CHECK(world.hazards().empty());
}

TEST_CASE("an exception that leaves a timed callback comes out of run_until") {
  World world;
  TimedCallback callback(world.timeline(), [] { throw std::runtime_error("from a callback"); });
  callback.arm_at(10);
  CHECK_NOTHROW(world.run_until(9));
  CHECK_THROWS_WITH(world.run_until(100), "from a callback");
  CHECK(world.now() == 10);
  CHECK(world.stopped());
}

SC_MODULE(Thrower){SC_CTOR(Thrower){SC_METHOD(act);
}  // namespace
void act() {
  throw std::runtime_error("from hardware");
}
};  // namespace drmsim::sim

TEST_CASE("an exception that leaves a hardware process comes out of run in SystemC's wrapping") {
  World world;
  const Thrower thrower("thrower");
  CHECK_THROWS_WITH(world.run(), Catch::Contains("from hardware"));
  CHECK(world.stopped());
}

TEST_CASE("of two exceptions the first comes out of run") {
  World world;
  struct ThrowsWhenUnwound {
    World& world;
    ~ThrowsWhenUnwound() { world.cpu().yield(); }
  };
  world.spawn_task("second", [&] {
    try {
      world.cpu().block("for ever", 0);
    } catch (...) {
      throw std::runtime_error("second");  // in place of FiberUnwind
    }
  });
  world.spawn_task("first", [&] {
    const ThrowsWhenUnwound guard{world};
    throw std::runtime_error("first");
  });
  CHECK_THROWS_WITH(world.run(), "first");
}

TEST_CASE("a context may be suspended in a catch block while others throw and catch") {
  World world;
  Diary diary(world);
  const auto thrower = [&](int number) {
    try {
      throw Assertion{number};
    } catch (const Assertion& assertion) {
      world.cpu().yield();
      try {
        throw Assertion{-number};
      } catch (const Assertion& inner) {
        world.cpu().yield();
        diary(fmt::format("{} {}", assertion.number, inner.number));
      }
      try {
        std::rethrow_exception(std::current_exception());
      } catch (const Assertion& again) {
        diary(fmt::format("{}", again.number));
      }
    }
    CHECK(std::uncaught_exceptions() == 0);
    CHECK(std::current_exception() == nullptr);
  };
  world.spawn_task("a", [&] { thrower(1); });
  world.spawn_task("b", [&] { thrower(2); });
  try {
    throw Assertion{0};
  } catch (const Assertion&) {
    world.run();  // from inside a handler, too
  }
  CHECK(diary.lines() == Lines{"1 -1", "1", "2 -2", "2"});
}

TEST_CASE("a World that ends unwinds every suspended context, whatever it waits for") {
  Lines ended;
  struct Farewell {
    Lines& lines;
    const char* name;
    ~Farewell() { lines.emplace_back(name); }
  };
  {
    World world;
    SpinLock lock(world, "lock");
    Mutex mutex(world, "mutex");
    WaitQueue queue(world, "queue");
    Completion completion(world, "completion");
    const auto spawn = [&](const char* name, std::function<void()> wait) {
      world.spawn_task(name, [&ended, name, wait] {
        const Farewell farewell{ended, name};
        wait();
        FAIL("nobody wakes it");
      });
    };
    spawn("holder", [&] {
      const MutexGuard mutex_guard(mutex);
      const SpinGuard guard(lock);
      world.cpu().spend(kForever);
    });
    spawn("spinner", [&] { const SpinGuard guard(lock); });
    spawn("mutex waiter", [&] { const MutexGuard guard(mutex); });
    spawn("queue waiter", [&] { queue.wait_event([] { return false; }); });
    spawn("completion waiter", [&] { completion.wait(); });
    spawn("sleeper", [&] { world.cpu().sleep_for(1'000'000); });
    spawn("reader", [&] {
      world.rcu().read_lock();
      world.cpu().block("for ever", 0);
    });
    world.run_until(1000);
    world.end();
    CHECK(ended.size() == 7);
    CHECK(world.hazards().empty());
  }
  CHECK(ended.size() == 7);
}

TEST_CASE("a context that has not started when its World ends never runs") {
  auto token = std::make_shared<int>(0);
  {
    World world;
    world.spawn_task("never", [token] { FAIL("the World is over"); });
    world.end();
    CHECK(token.use_count() == 1);
  }
}

TEST_CASE("a context held in a guard's destructor when its World ends is unwound after it") {
  Lines seen;
  World world;
  SpinLock lock(world, "lock");
  world.holds().add(Hold{"client", Point::unlock, "", 1, 1000});
  world.spawn_task("held", [&] {
    struct Farewell {
      Lines& lines;
      ~Farewell() { lines.emplace_back("farewell"); }
    } farewell{seen};
    { const SpinGuard guard(lock); }  // held here: a destructor cannot be left by an exception
    seen.emplace_back("on to the next operation");
    const SpinGuard guard(lock);
    seen.emplace_back("never");
  });
  world.run_until(500);
  world.end();
  CHECK(seen == Lines{"on to the next operation", "farewell"});
}

TEST_CASE("a destructor that waits while its World ends does not wait") {
  Lines seen;
  World world;
  Completion completion(world, "completion");
  Mutex mutex(world, "mutex");
  world.spawn_task("owner", [&] {
    mutex.lock();
    world.cpu().block("for ever", 0);
  });
  world.spawn_task("waiter", [&] {
    struct Farewell {
      World& world;
      Completion& completion;
      Mutex& mutex;
      Lines& lines;
      ~Farewell() {
        completion.wait();
        WaitQueue queue(world, "queue");
        queue.wait_event([] { return false; });
        const MutexGuard guard(mutex);
        world.cpu().sleep_for(10);
        world.hazards().fatal(HazardKind::contract, Where::here(), "test object",
                              "not reported: the World is over");
        lines.emplace_back("farewell");
      }
    } farewell{world, completion, mutex, seen};
    world.cpu().block("for ever", 0);
  });
  world.run();
  world.end();
  CHECK(seen == Lines{"farewell"});
  CHECK(world.hazards().empty());
}

TEST_CASE("destructors of unwound contexts may start contexts, which never run") {
  World world;
  struct Starter {
    World& world;
    ~Starter() {
      for (int i = 0; i < 8; ++i) world.spawn_task("late", [] { FAIL("the World is over"); });
    }
  };
  for (int i = 0; i < 3; ++i) {
    world.spawn_task("blocked", [&] {
      const Starter starter{world};
      world.cpu().block("for ever", 0);
    });
  }
  world.run();
  world.end();
  CHECK(world.hazards().empty());
}

TEST_CASE("a fatal hazard ends the run at once, and its context where it stands") {
  World world;
  Diary diary(world);
  world.spawn_task("bad", [&] {
    world.cpu().sleep_for(10);
    world.hazards().fatal(HazardKind::use_after_free, Where::here(), "test object", "it was freed");
    diary("bad goes on");
  });
  world.spawn_task("other", [&] {
    world.cpu().sleep_for(10);
    diary("other");
  });
  world.run();
  world.end();
  CHECK(diary.lines().empty());
  CHECK(hazard_names(world) == Lines{"use_after_free"});
  CHECK(world.now() == 10);
}

}  // namespace
}  // namespace drmsim::sim
