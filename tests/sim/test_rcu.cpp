// call_rcu: which contexts a callback waits for, and which it does not.
#include "sim/rcu.h"

#include <algorithm>

#include "sim/completion.h"
#include "sim/spinlock.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

// A task that registers a callback at that time.
void call_at(World& world, Diary& diary, TimeNs at_ns, std::string what = "callback") {
  world.spawn_task("updater", [&world, &diary, at_ns, what] {
    world.cpu().sleep_until(at_ns);
    world.rcu().call([&diary, what] { diary(what); });
  });
}

TEST_CASE("without readers a callback runs in the same instant, not inside call") {
  World world;
  Diary diary(world);
  world.spawn_task("updater", [&] {
    world.rcu().call([&] {
      const Context& self = *world.cpu().current();
      CHECK(self.kind() == ContextKind::softirq);
      CHECK(std::string(self.role()) == "rcu");
      diary("callback");
    });
    diary("called");
  });
  world.run();
  CHECK(diary.lines() == Lines{"called", "callback"});
}

TEST_CASE("a callback waits for the reader sections that were open, in every form") {
  World world;
  Diary diary(world);
  SpinLock lock(world, "lock");
  std::function<void()> section;
  ContextKind kind = ContextKind::task;
  const auto spend = [&] { world.cpu().spend(100); };
  SECTION("rcu_read_lock") {
    section = [&] {
      world.rcu().read_lock();
      spend();
      world.rcu().read_unlock();
    };
  }
  SECTION("a spinlock") {
    section = [&] {
      const SpinGuard guard(lock);
      spend();
    };
  }
  SECTION("a hard interrupt") {
    kind = ContextKind::hardirq;
    section = spend;
  }
  SECTION("a soft interrupt") {
    kind = ContextKind::softirq;
    section = spend;
  }
  SECTION("a hard interrupt that takes and releases a lock after the call") {
    kind = ContextKind::hardirq;
    section = [&] {
      world.cpu().spend(50);
      { const SpinGuard guard(lock); }
      world.cpu().spend(50);
    };
  }
  world.cpu().spawn(world.intern("reader"), "reader", kind, section);
  call_at(world, diary, 10);
  world.run();
  CHECK(diary.lines() == Lines{"callback 100"});
}

TEST_CASE("a context that spins for a lock is a reader already") {
  World world;
  Diary diary(world);
  SpinLock lock(world, "lock");
  world.spawn_task("holder", [&] {
    const SpinGuard guard(lock);
    world.cpu().spend(50);
  });
  world.spawn_task("spinner", [&] {
    const SpinGuard guard(lock);
    world.cpu().spend(100);
  });
  call_at(world, diary, 10);
  world.run();
  CHECK(diary.lines() == Lines{"callback 150"});
}

TEST_CASE("a callback does not wait for sections that began after the call") {
  World world;
  Diary diary(world);
  const auto read = [&](TimeNs from_ns, TimeNs to_ns) {
    world.spawn_task("reader", [&world, from_ns, to_ns] {
      world.cpu().sleep_until(from_ns);
      world.rcu().read_lock();
      world.cpu().spend(to_ns - from_ns);
      world.rcu().read_unlock();
    });
  };
  read(0, 100);
  read(50, 500);
  call_at(world, diary, 10);
  world.run();
  CHECK(diary.lines() == Lines{"callback 100"});
}

TEST_CASE("sections that overlap without end do not keep a callback waiting") {
  World world;
  Diary diary(world);
  for (int reader = 0; reader < 2; ++reader) {
    world.spawn_task("reader", [&world, reader] {
      world.cpu().sleep_for(reader * 50);
      for (int i = 0; i < 10; ++i) {
        world.rcu().read_lock();
        world.cpu().spend(100);
        world.rcu().read_unlock();
      }
    });
  }
  call_at(world, diary, 60);
  world.run();
  CHECK(diary.lines() == Lines{"callback 150"});
}

TEST_CASE("nested sections end with the outermost one") {
  World world;
  Diary diary(world);
  SpinLock lock(world, "lock");
  world.spawn_task("reader", [&] {
    world.rcu().read_lock();
    lock.lock();
    world.cpu().spend(50);
    lock.unlock();
    world.cpu().spend(50);
    world.rcu().read_unlock();
    world.cpu().sleep_for(50);
  });
  call_at(world, diary, 10);
  world.run();
  CHECK(diary.lines() == Lines{"callback 100"});
}

TEST_CASE("an interrupt that is ready but has not started is not a reader") {
  World world;
  Diary diary(world);
  world.spawn_task("updater", [&] {
    interrupt(world, "irq", [&] {
      world.cpu().spend(100);
      diary("interrupt ends");
    });
    world.rcu().call([&] { diary("callback"); });
  });
  world.run();
  CHECK(diary.lines() == Lines{"callback", "interrupt ends 100"});
}

TEST_CASE("a callback registered inside a section waits for that section") {
  World world;
  Diary diary(world);
  SpinLock lock(world, "lock");
  world.spawn_task("updater", [&] {
    const SpinGuard guard(lock);
    world.rcu().call([&] { diary("callback"); });
    world.cpu().spend(100);
    diary("unlocks");
  });
  world.run();
  CHECK(diary.lines() == Lines{"unlocks 100", "callback 100"});
}

TEST_CASE("a callback registered in a soft interrupt waits for its end") {
  World world;
  Diary diary(world);
  interrupt(
      world, "timer",
      [&] {
        world.rcu().call([&] { diary("callback"); });
        world.cpu().spend(100);
        diary("timer ends");
      },
      ContextKind::softirq);
  world.run();
  CHECK(diary.lines() == Lines{"timer ends 100", "callback 100"});
}

TEST_CASE("callbacks run in the order of registration, those of callbacks included") {
  World world;
  Diary diary(world);
  world.spawn_task("updater", [&] {
    world.rcu().call([&] {
      diary("1");
      world.rcu().call([&] { diary("3"); });
    });
    world.rcu().call([&] { diary("2"); });
  });
  world.run();
  CHECK(diary.lines() == Lines{"1", "2", "3"});
}

TEST_CASE("a context held inside a lock at a schedule point keeps callbacks waiting") {
  World world;
  Diary diary(world);
  SpinLock outer(world, "outer");
  SpinLock inner(world, "inner");
  world.holds().add(Hold{"client", Point::lock, "", 2, 500});
  world.spawn_task("held", [&] {
    const SpinGuard guard(outer);
    const SpinGuard held_before_it(inner);
  });
  world.cpu().spawn(world.intern("updater"), "updater", ContextKind::task,
                    [&] { world.rcu().call([&] { diary("callback"); }); });
  world.run();
  CHECK(diary.lines() == Lines{"callback 500"});
}

TEST_CASE("a grace period takes its time, and longer if a reader does") {
  WorldOptions options;
  options.rcu_grace_period = Delay::fixed(100);
  World world(options);
  Diary diary(world);
  world.spawn_task("reader", [&world] {
    world.cpu().sleep_until(900);
    world.rcu().read_lock();
    world.cpu().spend(300);
    world.rcu().read_unlock();
  });
  call_at(world, diary, 10, "alone");
  call_at(world, diary, 50, "behind it");
  call_at(world, diary, 1000, "with a reader");
  world.spawn_task("waiter", [&] {
    world.cpu().sleep_until(2000);
    world.rcu().synchronize();
    diary("synchronize");
  });
  world.run();
  CHECK(diary.lines() ==
        Lines{"alone 110", "behind it 150", "with a reader 1200", "synchronize 2100"});
}

TEST_CASE("no callback overtakes another, however the grace periods are drawn") {
  WorldOptions options;
  options.rcu_grace_period = Delay{1, 1000};
  World world(options);
  std::vector<int> order;
  for (int i = 0; i < 20; ++i) world.rcu().call([&order, i] { order.push_back(i); });
  world.run();
  CHECK(order.size() == 20);
  CHECK(std::is_sorted(order.begin(), order.end()));
}

TEST_CASE("barrier waits for the callbacks registered before it, not for later ones") {
  World world;
  Diary diary(world);
  const auto read_until = [&](TimeNs from_ns, TimeNs end_ns) {
    world.spawn_task("reader", [&world, from_ns, end_ns] {
      world.cpu().sleep_until(from_ns);
      world.rcu().read_lock();
      world.cpu().spend(end_ns - from_ns);
      world.rcu().read_unlock();
    });
  };
  read_until(0, 100);
  read_until(50, 500);
  call_at(world, diary, 10, "first");
  call_at(world, diary, 60, "second");
  world.spawn_task("waiter", [&] {
    world.rcu().barrier();
    diary("nothing to wait for");
    world.cpu().sleep_until(20);
    world.rcu().barrier();
    diary("barrier");
  });
  world.run();
  CHECK(diary.lines() == Lines{"nothing to wait for", "first 100", "barrier 100", "second 500"});
}

TEST_CASE("barrier in an RCU read section is a hazard") {
  World world;
  world.spawn_task("bad", [&] {
    world.rcu().read_lock();
    world.rcu().barrier();
    world.rcu().read_unlock();
  });
  world.run();
  CHECK(hazard_names(world) == Lines{"sleep_in_atomic"});
}

TEST_CASE("read_unlock without its read_lock is a contract hazard") {
  World world;
  world.spawn_task("bad", [&] { world.rcu().read_unlock(); });
  world.run();
  CHECK(hazard_names(world) == Lines{"contract"});
}

TEST_CASE("sleeping in a callback is a hazard") {
  World world;
  Completion completion(world, "done");
  world.rcu().call([&] { completion.wait(); });
  world.run();
  world.end();
  CHECK(hazard_names(world) == Lines{"sleep_in_atomic"});
}

}  // namespace
}  // namespace drmsim::sim
