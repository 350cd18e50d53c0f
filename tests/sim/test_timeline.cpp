// Virtual time and the order of what is due at the same time.
#include <systemc>

#include "sim/sc_timed_event.h"
#include "sim/timed_event.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("events of one instant fire in the order in which they were armed") {
  World world;
  Diary diary(world);
  TimedCallback a(world.timeline(), [&] { diary("a"); });
  TimedCallback b(world.timeline(), [&] { diary("b"); });
  TimedCallback c(world.timeline(), [&] { diary("c"); });
  c.arm_at(20);
  b.arm_at(10);
  a.arm_at(20);
  world.run();
  CHECK(diary.lines() == Lines{"b 10", "c 20", "a 20"});
}

TEST_CASE("an event that is armed again moves, and goes behind the others of its new instant") {
  World world;
  Diary diary(world);
  TimedCallback a(world.timeline(), [&] { diary("a"); });
  TimedCallback b(world.timeline(), [&] { diary("b"); });
  a.arm_at(10);
  b.arm_at(10);
  a.arm_at(10);
  world.run();
  CHECK(diary.lines() == Lines{"b 10", "a 10"});
}

TEST_CASE("a disarmed event does not fire, and disarm says whether it was armed") {
  World world;
  Diary diary(world);
  TimedCallback a(world.timeline(), [&] { diary("a"); });
  CHECK_FALSE(a.disarm());
  a.arm_after(10);
  CHECK(a.armed());
  CHECK(a.deadline_ns() == 10);
  CHECK(a.disarm());
  CHECK_FALSE(a.armed());
  world.run();
  CHECK(diary.lines().empty());
  CHECK(world.now() == 0);
}

TEST_CASE("an event that is destroyed while it is armed does not fire") {
  World world;
  Diary diary(world);
  {
    TimedCallback a(world.timeline(), [&] { diary("a"); });
    a.arm_after(10);
  }
  CHECK(world.timeline().empty());
  world.run();
  CHECK(diary.lines().empty());
}

TEST_CASE("an event armed for now by a firing one comes after those armed before") {
  World world;
  Diary diary(world);
  TimedCallback late(world.timeline(), [&] { diary("late"); });
  TimedCallback a(world.timeline(), [&] {
    diary("a");
    late.arm_after(0);
  });
  TimedCallback b(world.timeline(), [&] { diary("b"); });
  a.arm_at(10);
  b.arm_at(10);
  world.run();
  CHECK(diary.lines() == Lines{"a 10", "b 10", "late 10"});
}

TEST_CASE("an event armed for before the next one brings the clock there first") {
  World world;
  Diary diary(world);
  TimedCallback far(world.timeline(), [&] { diary("far"); });
  TimedCallback near(world.timeline(), [&] { diary("near"); });
  far.arm_at(1000);
  world.spawn_task("task", [&] {
    world.cpu().sleep_for(100);
    near.arm_after(50);
  });
  world.run();
  CHECK(diary.lines() == Lines{"near 150", "far 1000"});
}

TEST_CASE("the clock does not go to the time of an event that was disarmed, wherever that was") {
  World world;
  TimedCallback never(world.timeline(), [] { FAIL("it was disarmed"); });
  TimedCallback canceller(world.timeline(), [&] { never.disarm(); });
  never.arm_at(1000);
  world.run_until(10);
  SECTION("in a timed callback") {
    canceller.arm_at(20);
  }
  SECTION("in a context") {
    world.spawn_task("canceller", [&] {
      world.cpu().sleep_until(20);
      never.disarm();
    });
  }
  SECTION("between two runs") {
    canceller.arm_at(20);
    world.run_until(15);
    never.disarm();
  }
  world.run();
  CHECK(world.now() == 20);
}

TEST_CASE("an unrelated timer does not change the order of events of one instant") {
  const auto order = [](bool with_unrelated) {
    World world;
    Diary diary(world);
    std::vector<std::unique_ptr<TimedCallback>> events;
    TimedCallback unrelated(world.timeline(), [] {});
    for (int i = 0; i < 16; ++i) {
      events.push_back(std::make_unique<TimedCallback>(world.timeline(),
                                                       [&diary, i] { diary(std::to_string(i)); }));
      events.back()->arm_at(100);
      if (with_unrelated && i == 7) unrelated.arm_at(50);
    }
    world.run();
    return diary.lines();
  };
  CHECK(order(false) == order(true));
}

SC_MODULE(Bell) {
  ScTimedEvent alarm;
  std::function<void()> rung;
  SC_HAS_PROCESS(Bell);
  Bell(sc_core::sc_module_name name, Timeline & timeline, std::function<void()> on_ring)
      : sc_module(name), alarm(timeline), rung(std::move(on_ring)) {
    SC_METHOD(ring);
    sensitive << alarm.event();
    dont_initialize();
  }
  void ring() {
    rung();
  }
};

TEST_CASE("one event fires, contexts run until none is ready, hardware settles, the next fires") {
  World world;
  Diary diary(world);
  Bell bell("bell", world.timeline(), [&] {
    diary("hardware");
    world.spawn_task("c", [&] { diary("c, started by hardware"); });
  });
  TimedCallback first(world.timeline(), [&] {
    diary("first event");
    world.spawn_task("a", [&] {
      diary("a");
      world.spawn_task("b", [&] { diary("b, started by a"); });
    });
  });
  TimedCallback last(world.timeline(), [&] { diary("last event"); });
  first.arm_at(10);
  bell.alarm.arm_at(10);
  last.arm_at(10);
  world.run();
  CHECK(diary.lines() == Lines{"first event 10", "a 10", "b, started by a 10", "hardware 10",
                               "c, started by hardware 10", "last event 10"});
}

TEST_CASE("the clock does not go to the time of an event that a hardware process disarmed") {
  World world;
  TimedCallback never(world.timeline(), [] { FAIL("it was disarmed"); });
  Bell bell("bell", world.timeline(), [&] { never.disarm(); });
  never.arm_at(1000);
  bell.alarm.arm_at(20);
  world.run();
  CHECK(world.now() == 20);
}

TEST_CASE("what is due after the end of SystemC's clock never happens") {
  World world;
  Diary diary(world);
  TimedCallback never(world.timeline(), [&] { diary("never"); });
  TimedCallback at_last(world.timeline(), [&] { diary("at last"); });
  TimedCallback soon(world.timeline(), [&] { diary("soon"); });
  never.arm_after(kForever);
  at_last.arm_at(18'000'000'000'000'000);  // 208 days; a tick is a picosecond, 2^64 are 213 days
  soon.arm_after(1);
  world.run();
  CHECK(diary.lines() == Lines{"soon 1", "at last 18000000000000000"});
  CHECK(never.armed());
}

}  // namespace
}  // namespace drmsim::sim
