// Timers: rounding, and a callback against its own timer.
#include "sim/timer.h"

#include <memory>
#include <optional>

#include "sim/spinlock.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

constexpr TimeNs kMs = kTickNs;

TimeNs wheel(TimeNs now_ns, TimeNs delay_ns) {
  return rounded_deadline_ns(TimerRounding::wheel, now_ns, delay_ns);
}

TEST_CASE("exact timers expire after their delay, tick timers after whole ticks from now") {
  CHECK(rounded_deadline_ns(TimerRounding::exact, 7, 1) == 8);
  CHECK(rounded_deadline_ns(TimerRounding::ticks, 7, 1) == 7 + kMs);
  CHECK(rounded_deadline_ns(TimerRounding::ticks, 7, kMs) == 7 + kMs);
  CHECK(rounded_deadline_ns(TimerRounding::ticks, 7, kMs + 1) == 7 + 2 * kMs);
  CHECK(rounded_deadline_ns(TimerRounding::ticks, 7, 0) == 7);
  for (TimerRounding rounding :
       {TimerRounding::exact, TimerRounding::ticks, TimerRounding::wheel}) {
    CHECK(rounded_deadline_ns(rounding, 7, kForever) == kForever);
    CHECK(requested_expiry_ns(rounding, 7, kForever) == kForever);
  }
}

TEST_CASE("the wheel's first level expires at the tick after the one asked for") {
  CHECK(wheel(0, 1 * kMs) == 2 * kMs);
  CHECK(wheel(0, 1) == 2 * kMs);
  CHECK(wheel(999'999, 1 * kMs) == 2 * kMs);  // in the middle of tick 0: not early
  CHECK(wheel(1 * kMs, 1 * kMs) == 3 * kMs);
  CHECK(wheel(0, 62 * kMs) == 63 * kMs);
}

// Expected values: calc_wheel_index() of kernel/time/timer.c with base->clk = 0, HZ = 1000.
TEST_CASE("the wheel's further levels expire at the bucket after the one asked for") {
  CHECK(wheel(0, 63 * kMs) == 64 * kMs);
  CHECK(wheel(0, 64 * kMs) == 72 * kMs);
  CHECK(wheel(0, 100 * kMs) == 104 * kMs);
  CHECK(wheel(0, 503 * kMs) == 504 * kMs);
  CHECK(wheel(0, 504 * kMs) == 512 * kMs);
  CHECK(wheel(0, 512 * kMs) == 576 * kMs);
  CHECK(wheel(0, 1000 * kMs) == 1024 * kMs);
  CHECK(wheel(0, 4031 * kMs) == 4032 * kMs);
  CHECK(wheel(0, 4032 * kMs) == 4096 * kMs);
  CHECK(wheel(0, 10'000 * kMs) == 10'240 * kMs);
  CHECK(wheel(0, 60'000 * kMs) == 61'440 * kMs);
  CHECK(wheel(0, 3'600'000 * kMs) == 3'670'016 * kMs);
}

TEST_CASE("the wheel's level depends on the delay, its bucket on the expiry") {
  CHECK(wheel(1000 * kMs, 10 * kMs) == 1011 * kMs);
  CHECK(wheel(1000 * kMs, 100 * kMs) == 1104 * kMs);
  CHECK(wheel(1003 * kMs, 100 * kMs) == 1104 * kMs);
  CHECK(wheel(1004 * kMs, 100 * kMs) == 1112 * kMs);
}

TEST_CASE("the wheel is never early and late by at most an eighth and two ticks") {
  for (TimeNs delay = 1; delay < 100'000; delay += 1 + delay / 7) {
    for (TimeNs now : {TimeNs{0}, TimeNs{123'456'789}, TimeNs{999'999'999'999}}) {
      const TimeNs late_ns = wheel(now, delay * kMs) - now - delay * kMs;
      CAPTURE(now, delay, late_ns);
      CHECK(late_ns < kForever / 2);
      CHECK(late_ns <= delay * kMs / 7 + 2 * kMs);
    }
  }
}

TEST_CASE("a timer beyond the wheel's capacity expires at its end, after twelve days") {
  constexpr TimeNs last_bucket = TimeNs{1} << 24;
  CHECK(wheel(0, 63 * last_bucket * kMs) == 63 * last_bucket * kMs);
  CHECK(wheel(0, 1000 * last_bucket * kMs) == 63 * last_bucket * kMs);
}

TEST_CASE("a timer runs its callback in a soft interrupt of its name") {
  World world;
  Diary diary(world);
  Timer timer(world, "fence_timeout", [&] {
    const Context& self = *world.cpu().current();
    CHECK(self.kind() == ContextKind::softirq);
    CHECK(std::string(self.role()) == "timer");
    diary(world.names().text(self.name()));
  });
  timer.mod(100);
  CHECK(timer.pending());
  world.run();
  CHECK(diary.lines() == Lines{"fence_timeout 100"});
  CHECK_FALSE(timer.pending());
}

TEST_CASE("mod moves a pending timer, and with kForever stops it") {
  World world;
  Diary diary(world);
  Timer timer(world, "timer", [&] { diary("runs"); });
  timer.mod(100);
  timer.mod(50);
  world.run();
  timer.mod(10);
  timer.mod(kForever);
  CHECK_FALSE(timer.pending());
  world.run();
  CHECK(diary.lines() == Lines{"runs 50"});
}

TEST_CASE("del says whether the timer was pending, and a running callback goes on") {
  World world;
  Diary diary(world);
  Timer timer(world, "timer", [&] {
    world.cpu().spend(100);
    diary("ends");
  });
  CHECK_FALSE(timer.del());
  timer.mod(10);
  CHECK(timer.del());
  timer.mod(10);
  world.run_until(50);
  CHECK_FALSE(timer.del());
  world.run();
  CHECK(diary.lines() == Lines{"ends 110"});
}

TEST_CASE("a timer that expires while its callback runs runs once more, never twice at once") {
  World world;
  Diary diary(world);
  int at_once = 0;
  Timer timer(world, "timer", [&] {
    CHECK(++at_once == 1);
    diary("begins");
    world.cpu().spend(100);
    --at_once;
  });
  timer.mod(10);
  world.run_until(20);
  timer.mod(30);  // due at 50, while the callback runs until 110
  world.run();
  CHECK(diary.lines() == Lines{"begins 10", "begins 110"});

  timer.mod(10);
  world.run_until(230);
  timer.mod(20);
  world.run_until(300);
  CHECK(timer.pending());
  CHECK(timer.del());
  CHECK_FALSE(timer.pending());
  world.run();
  CHECK(diary.lines().size() == 3);
}

TEST_CASE("del_sync waits for the running callback and undoes its re-arming") {
  World world;
  Diary diary(world);
  Timer timer(world, "timer", [&] {
    world.cpu().spend(100);
    timer.mod(10);
    diary("armed again");
  });
  timer.mod(10);
  world.spawn_task("deleter", [&] {
    world.cpu().sleep_for(50);
    CHECK(timer.del_sync());
    diary("deleted");
    CHECK_FALSE(timer.del_sync());
  });
  world.run();
  CHECK(diary.lines() == Lines{"armed again 110", "deleted 110"});
  CHECK_FALSE(timer.pending());
}

TEST_CASE("del_sync spins: it is allowed with a spinlock held, but not in a hard interrupt") {
  World world;
  SpinLock lock(world, "lock");
  Timer timer(world, "timer", [] {});
  world.spawn_task("task", [&] {
    const SpinIrqGuard guard(lock);
    timer.del_sync();
  });
  world.run();
  CHECK(world.hazards().empty());
  interrupt(world, "irq", [&] { timer.del_sync(); });
  world.run();
  CHECK(hazard_names(world) == Lines{"warning"});
}

TEST_CASE("del_sync in the timer's own callback is a self_wait hazard") {
  World world;
  Timer timer(world, "timer", [&] { timer.del_sync(); });
  timer.mod(10);
  world.run();
  world.end();
  CHECK(hazard_names(world) == Lines{"self_wait"});
}

TEST_CASE("a callback may destroy its own timer") {
  World world;
  auto alive = std::make_shared<int>(0);
  std::optional<Timer> timer;
  timer.emplace(world, "timer", [&timer, alive] {
    timer.reset();
    CHECK(alive.use_count() == 2);  // what the callback refers to is still there
  });
  timer->mod(10);
  world.run();
  CHECK(alive.use_count() == 1);
  CHECK(world.hazards().empty());
}

TEST_CASE("a timer destroyed by somebody else while its callback runs is a use_after_free hazard") {
  World world;
  std::optional<Timer> timer;
  timer.emplace(world, "timer", [&world] { world.cpu().spend(100); });
  timer->mod(10);
  world.run_until(50);
  timer.reset();
  CHECK(hazard_names(world) == Lines{"use_after_free"});
  world.end();
}

TEST_CASE("sleeping in a timer callback is a hazard") {
  World world;
  Timer timer(world, "timer", [&] { world.cpu().sleep_for(10); });
  timer.mod(10);
  world.run();
  CHECK(hazard_names(world) == Lines{"sleep_in_atomic"});
}

}  // namespace
}  // namespace drmsim::sim
