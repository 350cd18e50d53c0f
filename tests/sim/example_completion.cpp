// A probe that waits for firmware, again and again, on a completion that lives on its stack.
#include "sim/completion.h"

#include <optional>

#include "sim/timed_event.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE(
    "example: a probe tries again after a timeout, and starts with a completion made undone") {
  World world;
  Diary diary(world);
  std::optional<Completion> booted(std::in_place, world, "firmware boot");
  TimedCallback firmware(world.timeline(), [&] { booted->complete_all(); });
  world.spawn_task("probe", [&] {
    for (int attempt = 1; attempt <= 2; ++attempt) {
      booted->reinit();  // what an earlier attempt completed does not count
      firmware.arm_after(attempt == 1 ? 500 : 80);
      if (booted->wait_timeout(100)) break;
      diary("timeout");
      firmware.disarm();
    }
    diary(booted->is_done() ? "up" : "broken");
    booted->wait();  // done for everybody, for ever: nobody sleeps any more
    diary("still up");
  });
  world.spawn_task("reader", [&] {
    booted->wait();
    diary("reads");
  });
  world.run();
  CHECK(diary.lines() == Lines{"timeout 100", "reads 180", "up 180", "still up 180"});
  CHECK(world.hazards().empty());
  booted.reset();  // nobody waits: it may go
  CHECK(world.hazards().empty());
}

}  // namespace
}  // namespace drmsim::sim
