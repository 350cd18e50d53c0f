// A driver that polls a register for a millisecond: what it sees, when, and how often it looks.
#include "sim/pollers.h"

#include "sim/timed_event.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a poll costs looks for what happens, and sees it at the end of its period") {
  World world;
  bool ready = false;
  int looks = 0;
  TimedCallback unrelated(world.timeline(), [] {});
  TimedCallback device(world.timeline(), [&] { ready = true; });
  world.spawn_task("driver", [&] {
    unrelated.arm_at(500'000);
    device.arm_at(1'000'001);
    // read_poll_timeout(): each microsecond, for two milliseconds.
    const bool seen = world.cpu().poll(1'000, 2'000'000, [&] {
      ++looks;
      return ready;
    });
    CHECK(seen);
    CHECK(world.now() == 1'001'000);
    CHECK(looks < 10);  // not 1001

    looks = 0;
    ready = false;
    CHECK_FALSE(world.cpu().poll(1'000, world.now() + 1'500, [&] { return ready; }));
    CHECK(world.now() == 1'001'000 + 2'000);  // the first look at or after it gives up
  });
  world.run();
  CHECK(world.hazards().empty());
}

}  // namespace
}  // namespace drmsim::sim
