// spin_lock: exclusion, order, and the rules that lockdep checks.
#include "sim/spinlock.h"

#include <memory>

#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("contenders get a spinlock in the order in which they came, and nobody in between") {
  World world;
  Diary diary(world);
  SpinLock lock(world, "lock");
  const auto contender = [&](const char* name, TimeNs at_ns) {
    world.spawn_task(name, [&world, &diary, &lock, name, at_ns] {
      world.cpu().sleep_until(at_ns);
      const SpinGuard guard(lock);
      diary(name);
      world.cpu().spend(100);
    });
  };
  contender("a", 0);
  contender("c", 20);
  contender("b", 10);
  world.spawn_task("thief", [&] {  // comes in the instant in which a unlocks, before b can run
    world.cpu().sleep_until(100);
    const SpinGuard guard(lock);
    diary("thief");
  });
  world.run();
  CHECK(diary.lines() == Lines{"a", "b 100", "c 200", "thief 300"});
}

TEST_CASE("a released spinlock belongs to the first contender from that moment on") {
  World world;
  SpinLock lock(world, "lock");
  bool stolen = false;
  world.spawn_task("holder", [&] {
    lock.lock();
    world.cpu().yield();
    lock.unlock();
    lock.lock();  // has to wait: the contender has not run yet, but it came first
    stolen = world.now() == 0;
    lock.unlock();
  });
  world.spawn_task("contender", [&] {
    const SpinGuard guard(lock);
    world.cpu().spend(10);
  });
  world.run();
  CHECK_FALSE(stolen);
}

TEST_CASE("held_by_current is about the current context alone") {
  World world;
  SpinLock lock(world, "lock");
  world.spawn_task("holder", [&] {
    CHECK_FALSE(lock.held_by_current());
    const SpinIrqGuard guard(lock);
    CHECK(lock.held_by_current());
    CHECK(world.cpu().current()->irqs_off());
    CHECK(world.cpu().current()->in_atomic());
    world.cpu().spend(10);
  });
  world.spawn_task("other", [&] { CHECK_FALSE(lock.held_by_current()); });
  world.run();
  CHECK(world.hazards().empty());
}

TEST_CASE("set-up code may take a spinlock") {
  World world;
  SpinLock lock(world, "lock");
  const SpinIrqGuard guard(lock);
  CHECK(lock.held_by_current());
  lock.assert_held();
  CHECK(world.hazards().empty());
}

TEST_CASE("taking a spinlock twice is a recursive_lock hazard and ends the run") {
  World world;
  SpinLock lock(world, "job_list_lock");
  world.spawn_task("bad", [&] {
    lock.lock();
    lock.lock();
    FAIL("it waits for itself");
  });
  world.run();
  CHECK(hazard_names(world) == Lines{"recursive_lock"});
  CHECK_THAT(only_hazard_message(world), Catch::Contains("job_list_lock at test_spinlock.cpp"));
  world.end();
}

TEST_CASE("unlocking somebody else's spinlock is a contract hazard") {
  World world;
  SpinLock lock(world, "lock");
  world.spawn_task("holder", [&] {
    const SpinGuard guard(lock);
    world.cpu().spend(100);
  });
  world.spawn_task("bad", [&] { lock.unlock(); });
  world.run();
  CHECK(hazard_names(world) == Lines{"contract"});
  world.end();
}

TEST_CASE("assert_held without the lock is a contract hazard") {
  World world;
  SpinLock lock(world, "lock");
  world.spawn_task("bad", [&] { lock.assert_held(); });
  world.run();
  CHECK(hazard_names(world) == Lines{"contract"});
}

TEST_CASE("sleeping with a spinlock held is a hazard that names the lock") {
  World world;
  SpinLock lock(world, "job_list_lock");
  world.spawn_task("bad", [&] {
    const SpinGuard guard(lock);
    world.cpu().sleep_for(10);
  });
  world.run();
  CHECK(hazard_names(world) == Lines{"sleep_in_atomic"});
  CHECK_THAT(only_hazard_message(world), Catch::Contains("spinlock job_list_lock held"));
}

TEST_CASE("a context that ends with a spinlock held is a contract hazard") {
  World world;
  SpinLock lock(world, "lock");
  world.spawn_task("bad", [&] { lock.lock(); });
  world.run();
  CHECK(hazard_names(world) == Lines{"contract"});
  CHECK_THAT(only_hazard_message(world), Catch::Contains("bad ends with spinlock lock held"));
}

TEST_CASE("a spinlock that is destroyed while it is held is a use_after_free hazard") {
  World world;
  auto lock = std::make_unique<SpinLock>(world, "lock");
  world.spawn_task("holder", [&] {
    lock->lock();
    world.cpu().spend(100);
  });
  world.run_until(10);
  lock.reset();
  CHECK(hazard_names(world) == Lines{"use_after_free"});
  CHECK_THAT(only_hazard_message(world), Catch::Contains("held by holder"));
}

TEST_CASE("a lock that an interrupt takes must be taken with interrupts off, in either order") {
  const bool irq_first = GENERATE(true, false);
  const bool irqsave = GENERATE(true, false);
  World world;
  SpinLock lock(world, "fence_lock");
  const auto irq = [&] {
    interrupt(world, "irq", [&] { const SpinGuard guard(lock); });
    world.run();
  };
  const auto task = [&] {
    world.spawn_task("task", [&] {
      irqsave ? lock.lock_irqsave() : lock.lock();
      irqsave ? lock.unlock_irqrestore() : lock.unlock();
    });
    world.run();
  };
  irq_first ? irq() : task();
  irq_first ? task() : irq();
  irq();
  task();
  CHECK(hazard_names(world) == (irqsave ? Lines{} : Lines{"irq_unsafe_lock"}));  // once
  if (!irqsave) CHECK_THAT(only_hazard_message(world), Catch::Contains("lock fence_lock"));
}

TEST_CASE("a lock taken inside one with interrupts off is irq safe without irqsave") {
  World world;
  SpinLock outer(world, "outer");
  SpinLock inner(world, "inner");
  interrupt(world, "irq", [&] { const SpinGuard guard(inner); });
  world.spawn_task("task", [&] {
    const SpinIrqGuard irqs_off(outer);
    const SpinGuard guard(inner);
  });
  world.run();
  CHECK(world.hazards().empty());
}

TEST_CASE("locks may be released in any order") {
  World world;
  SpinLock a(world, "a");
  SpinLock b(world, "b");
  world.spawn_task("task", [&] {
    a.lock();
    b.lock();
    a.unlock();
    CHECK(world.cpu().current()->in_atomic());
    b.unlock();
    CHECK_FALSE(world.cpu().current()->in_atomic());
  });
  world.run();
  CHECK(world.hazards().empty());
}

TEST_CASE("two contexts that take two locks in opposite order are left blocked") {
  World world;
  SpinLock a(world, "lock a");
  SpinLock b(world, "lock b");
  const auto take = [&world](SpinLock& first, SpinLock& second) {
    const SpinGuard outer(first);
    world.cpu().spend(10);
    const SpinGuard inner(second);
  };
  world.spawn_task("ab", [&] { take(a, b); });
  world.spawn_task("ba", [&] { take(b, a); });
  world.run();
  const auto blocked = world.cpu().blocked();
  REQUIRE(blocked.size() == 2);
  CHECK(std::string(blocked[0]->waiting_for()) == "spinlock");
  CHECK(world.names().text(blocked[0]->waiting_on()) == "lock b");
  CHECK(world.names().text(blocked[1]->waiting_on()) == "lock a");
  world.end();
}

TEST_CASE("spinlocks of one class are taken inside each other as deep as lockdep looks") {
  const auto hazards_with = [](int depth) {
    World world;
    std::vector<std::unique_ptr<SpinLock>> locks;
    for (int i = 0; i < depth; ++i) locks.push_back(std::make_unique<SpinLock>(world, "lock"));
    world.spawn_task("a", [&] {
      for (const auto& lock : locks) lock->lock();
      for (const auto& lock : locks) lock->unlock();
    });
    world.run();
    return world.hazards().all();
  };
  CHECK(hazards_with(48).empty());
  const auto hazards = hazards_with(60);
  REQUIRE(hazards.size() == 1);
  CHECK(hazards[0].kind == HazardKind::contract);
  CHECK_THAT(hazards[0].message, Catch::Contains("taken inside 48 others"));
}

}  // namespace
}  // namespace drmsim::sim
