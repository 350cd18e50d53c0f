// A watchdog on a timer of the kernel's wheel: put off by each sign of life, and never early.
#include "sim/timer.h"

#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a watchdog expires as late as its rounding says, and is ended before it goes") {
  const TimerRounding rounding =
      GENERATE(TimerRounding::exact, TimerRounding::ticks, TimerRounding::wheel);
  const TimeNs timeout_ns = 99 * kTickNs + 1;
  World world;
  TimeNs barked_ns = 0;
  Timer watchdog(
      world, "watchdog",
      [&] {
        CHECK(world.cpu().current()->kind() == ContextKind::softirq);  // it must not sleep
        barked_ns = world.now();
      },
      rounding);
  TimeNs heartbeat_ns = 0;
  world.spawn_task("heart", [&] {
    for (int i = 0; i < 3; ++i) {
      world.cpu().sleep_for(50 * kTickNs + 7);
      heartbeat_ns = world.now();
      watchdog.mod(timeout_ns);
    }
  });
  world.run();
  CHECK(barked_ns == rounded_deadline_ns(rounding, heartbeat_ns, timeout_ns));
  CHECK(barked_ns >= heartbeat_ns + timeout_ns);
  CHECK(barked_ns >= requested_expiry_ns(rounding, heartbeat_ns, timeout_ns));
  CHECK(barked_ns <= heartbeat_ns + timeout_ns + timeout_ns / 8 + 2 * kTickNs);
  CHECK((rounding == TimerRounding::exact) == (barked_ns == heartbeat_ns + timeout_ns));

  barked_ns = 0;
  watchdog.mod(timeout_ns);
  CHECK(watchdog.pending());
  CHECK(watchdog.del_sync());  // it was pending; nothing of it runs after this
  world.run();
  CHECK(barked_ns == 0);
}

}  // namespace
}  // namespace drmsim::sim
