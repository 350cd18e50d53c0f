// The order of locks: two orders are a hazard, though nothing deadlocks.
#include "sim/lock_order.h"

#include "sim/mutex.h"
#include "sim/spinlock.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

// Each runs in a task of its own, one after the other: no run deadlocks.
template <typename... Functions>
Lines hazards_of(World& world, Functions... functions) {
  (
      [&] {
        world.spawn_task("task", functions);
        world.run();
      }(),
      ...);
  return hazard_names(world);
}

bool story_has(const World& world, const std::string& text) {
  for (const std::string& line : const_cast<World&>(world).hazards().all().front().story) {
    if (line.find(text) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("lock order: two spinlocks in two orders, told with the places of both") {
  World world;
  SpinLock a(world, "a.lock");
  SpinLock b(world, "b.lock");
  const auto nested = [](SpinLock& outer, SpinLock& inner) {
    const SpinIrqGuard first(outer);
    const SpinIrqGuard second(inner);
  };
  const auto ab = [&] { nested(a, b); };
  CHECK(hazards_of(world, ab, ab).empty());  // one order, as often as one likes
  const auto ba = [&] { nested(b, a); };
  CHECK(hazards_of(world, ba, ba) == Lines{"lock_order"});  // said once
  CHECK(story_has(world, "spinlock b.lock"));
  CHECK(story_has(world, "then spinlock a.lock"));
  CHECK(story_has(world, "spinlock a.lock"));
  CHECK(story_has(world, "then spinlock b.lock"));
  CHECK(story_has(world, "test_lock_order.cpp"));
}

TEST_CASE("lock order: a cycle of three, of mutexes and spinlocks") {
  World world;
  Mutex m(world, "m");
  Mutex n(world, "n");
  SpinLock s(world, "s.lock");
  const auto under_m = [&] {
    const MutexGuard guard(m);
    const SpinGuard inner(s);
  };
  const auto under_n = [&] {
    const MutexGuard guard(n);
    const MutexGuard inner(m);
  };
  SECTION("three in a row") {
    CHECK(hazards_of(world, under_m, under_n).empty());
  }
  SECTION("and back again") {
    Mutex o(world, "o");
    const auto to_o = [&] {
      const MutexGuard guard(m);
      const MutexGuard inner(o);
    };
    const auto back = [&] {
      const MutexGuard guard(o);
      const MutexGuard inner(n);
    };
    CHECK(hazards_of(world, under_n, to_o, back) == Lines{"lock_order"});
  }
}

TEST_CASE("lock order: what is no order") {
  World world;
  SpinLock first(world, "fence.lock");
  SpinLock second(world, "fence.lock");
  SpinLock other(world, "other.lock");
  Mutex m(world, "m");
  Mutex n(world, "n");
  SECTION("locks of one class nest as they like") {
    const auto both = [&] {
      const SpinGuard outer(first);
      const SpinGuard inner(second);
    };
    const auto again = [&] {
      const SpinGuard outer(second);
      const SpinGuard inner(first);
    };
    CHECK(hazards_of(world, both, again).empty());
  }
  SECTION("one lock after the other") {
    const auto one = [&] {
      { const SpinGuard guard(first); }
      const SpinGuard guard(other);
    };
    const auto two = [&] {
      { const SpinGuard guard(other); }
      const SpinGuard guard(first);
    };
    CHECK(hazards_of(world, one, two).empty());
  }
  SECTION("released in another order than the reverse") {
    const auto crossed = [&] {
      first.lock();
      other.lock();
      first.unlock();
      const SpinGuard guard(second);  // other.lock is held, first is not
      other.unlock();
    };
    CHECK(hazards_of(world, crossed) == Lines{"lock_order"});  // fence, other, fence
  }
  SECTION("trying does not wait") {
    const auto mn = [&] {
      const MutexGuard outer(m);
      const MutexGuard inner(n);
    };
    const auto nm = [&] {
      const MutexGuard outer(n);
      if (m.try_lock()) m.unlock();
    };
    CHECK(hazards_of(world, mn, nm).empty());
  }
}

TEST_CASE("lock order: classes beyond the table are not looked at") {
  World world;
  std::vector<std::string> names;
  for (int i = 0; i < 100; ++i) names.push_back("lock" + std::to_string(i));
  std::vector<std::unique_ptr<SpinLock>> locks;
  for (const std::string& name : names) {
    locks.push_back(std::make_unique<SpinLock>(world, name.c_str()));
  }
  const auto up = [&] {
    for (std::size_t i = 0; i + 1 < locks.size(); ++i) {
      const SpinGuard outer(*locks[i]);
      const SpinGuard inner(*locks[i + 1]);
    }
  };
  const auto beyond = [&] {
    const SpinGuard outer(*locks[99]);
    const SpinGuard inner(*locks[98]);
  };
  CHECK(hazards_of(world, up, beyond).empty());
  const auto within = [&] {
    const SpinGuard outer(*locks[9]);
    const SpinGuard inner(*locks[3]);
  };
  CHECK(hazards_of(world, within) == Lines{"lock_order"});
}

TEST_CASE("lock order: what an interrupt takes comes before no lock with interrupts on") {
  World world;
  SpinLock taken_in_irq(world, "irq.lock");
  SpinLock other(world, "other.lock");
  const bool irqs_on = GENERATE(true, false);
  world.cpu().spawn(world.intern("irq:x"), "irq", ContextKind::hardirq,
                    [&] { const SpinGuard guard(taken_in_irq); });
  const auto nested = [&] {
    const SpinIrqGuard outer(taken_in_irq);
    const SpinIrqGuard inner(other);
  };
  const auto alone = [&] {
    if (irqs_on) {
      const SpinGuard guard(other);
    } else {
      const SpinIrqGuard guard(other);
    }
  };
  const Lines expected = irqs_on ? Lines{"irq_lock_order"} : Lines{};
  SECTION("nested first") {
    CHECK(hazards_of(world, nested, alone, alone) == expected);
  }
  SECTION("nested last") {
    CHECK(hazards_of(world, alone, nested) == expected);
  }
}

TEST_CASE("lock order: the use in interrupts is judged by class") {
  World world;
  SpinLock one(world, "fence.lock");
  SpinLock two(world, "fence.lock");
  world.cpu().spawn(world.intern("irq:x"), "irq", ContextKind::hardirq,
                    [&] { const SpinGuard guard(one); });
  CHECK(hazards_of(world, [&] { const SpinIrqGuard guard(two); }).empty());
  CHECK(hazards_of(world, [&] { const SpinGuard guard(two); }) == Lines{"irq_unsafe_lock"});
}

}  // namespace drmsim::sim
