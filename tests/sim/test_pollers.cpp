// Contexts that look again every period: what they see and when, and how seldom they look.
#include "sim/pollers.h"

#include "sim/spinlock.h"
#include "sim/strategies/random_walk.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("a poller wakes at the change, rounded up to its period") {
  World world;
  bool ready = false;
  TimedCallback change(world.timeline(), [&] { ready = true; });
  change.arm_at(1'234'567);
  int looks = 0;
  world.spawn_task("poller", [&] {
    world.cpu().sleep_for(500);
    CHECK(world.cpu().poll(1'000, kForever, [&] {
      ++looks;
      return ready;
    }));
    CHECK(world.now() == 1'235'500);
  });
  world.run();
  CHECK(looks == 2);
}

TEST_CASE("a change on the period's own boundary is seen there") {
  World world;
  bool ready = false;
  TimedCallback change(world.timeline(), [&] { ready = true; });
  change.arm_at(5'000);
  world.spawn_task("poller", [&] {
    CHECK(world.cpu().poll(1'000, kForever, [&] { return ready; }));
    CHECK(world.now() == 5'000);
  });
  world.run();
}

TEST_CASE("what holds already is seen at once, and time does not pass") {
  World world;
  world.spawn_task("poller", [&] {
    CHECK(world.cpu().poll(1'000, 0, [] { return true; }));
    CHECK_FALSE(world.cpu().poll(1'000, 0, [] { return false; }));
    CHECK(world.now() == 0);
  });
  world.run();
}

TEST_CASE("a poller gives up at its first look after the deadline") {
  World world;
  int looks = 0;
  world.spawn_task("poller", [&] {
    CHECK_FALSE(world.cpu().poll(1'000, 10'500, [&] {
      ++looks;
      return false;
    }));
    CHECK(world.now() == 11'000);
  });
  world.run();
  CHECK(looks == 2);
}

TEST_CASE("each thing that happens costs one look, however long the wait") {
  World world;
  int happened = 0;
  int looks = 0;
  world.spawn_task("busy", [&] {
    for (int i = 0; i < 10; ++i) {
      world.cpu().sleep_for(1'000'000'000);
      ++happened;
    }
  });
  world.spawn_task("poller", [&] {
    world.cpu().poll(1'000, kForever, [&] {
      ++looks;
      return happened == 10;
    });
    CHECK(world.now() == 10'000'000'000);
  });
  world.run();
  CHECK(looks == 11);
}

TEST_CASE("a poller sees what a context does, not only what the hardware does") {
  World world;
  bool ready = false;
  world.spawn_task("poller", [&] {
    CHECK(world.cpu().poll(100, kForever, [&] { return ready; }));
    CHECK(world.now() == 300);
  });
  world.spawn_task("other", [&] {
    world.cpu().sleep_for(250);
    ready = true;
    world.cpu().sleep_for(1'000'000);
  });
  world.run();
}

TEST_CASE("pollers do not keep each other awake") {
  World world;
  bool ready = false;
  TimedCallback change(world.timeline(), [&] { ready = true; });
  change.arm_at(1'000'000'000);
  int looks = 0;
  for (const char* name : {"a", "b", "c"}) {
    world.spawn_task(name, [&] {
      world.cpu().poll(1'000, kForever, [&] {
        ++looks;
        return ready;
      });
    });
  }
  world.run();
  CHECK(looks <= 9);
  CHECK(world.now() == 1'000'000'000);
}

TEST_CASE("one poller sees what another has done after its wait") {
  World world;
  int stage = 0;
  TimedCallback change(world.timeline(), [&] { stage = 1; });
  change.arm_at(5'500);
  world.spawn_task("second", [&] {
    CHECK(world.cpu().poll(1'000, kForever, [&] { return stage == 2; }));
    CHECK(world.now() == 7'000);
  });
  world.spawn_task("first", [&] {
    CHECK(world.cpu().poll(1'000, kForever, [&] { return stage == 1; }));
    stage = 2;
  });
  world.run();
}

TEST_CASE("a poller that nothing can wake is told as one that hangs") {
  World world;
  world.spawn_task("poller", [&] {
    world.cpu().poll(
        1'000, kForever, [] { return false; }, "the last job");
  });
  world.run();
  REQUIRE(world.cpu().blocked().size() == 1);
  CHECK(std::string(world.cpu().blocked().front()->waiting_for()) == "the last job");
}

TEST_CASE("to poll is to sleep") {
  World world;
  SpinLock lock(world, "lock");
  world.spawn_task("poller", [&] {
    const SpinGuard guard(lock);
    world.cpu().poll(1'000, 0, [] { return true; });
  });
  world.run();
  CHECK(hazard_names(world) == Lines{"sleep_in_atomic"});
}

// Preempted between its look and its sleep, it must not miss what happens meanwhile.
TEST_CASE("a poller misses nothing under exploration") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    RandomWalk strategy;
    WorldOptions options;
    options.seed = seed;
    options.strategy = &strategy;
    World world(options);
    world.make_points_interesting();
    bool ready = false;
    bool seen = false;
    world.spawn_task("poller", [&] {
      seen = world.cpu().poll(1'000, kForever, [&] {
        world.point(Point::mmio);
        const bool now = ready;
        world.point(Point::mmio);
        return now;
      });
    });
    world.spawn_task("other", [&] {
      world.point(Point::user);
      ready = true;
    });
    world.run();
    CHECK(seen);
  }
}

}  // namespace
}  // namespace drmsim::sim
