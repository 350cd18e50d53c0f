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
      booted->reinit();  // what came too late for an earlier attempt does not count
      firmware.arm_after(attempt == 1 ? 150 : 80);
      if (booted->wait_timeout(100)) break;
      diary("timeout");
      world.cpu().sleep_for(100);  // a reset
      diary(booted->is_done() ? "it was late" : "it has crashed");
    }
    booted->wait();  // done for everybody, for ever: nobody sleeps any more
    diary("up");
  });
  world.spawn_task("reader", [&] {
    booted->wait();
    diary("reads");
  });
  world.run();
  CHECK(diary.lines() == Lines{"timeout 100", "reads 150", "it was late 200", "up 280"});
  CHECK(world.hazards().empty());
  booted.reset();  // nobody waits: it may go
  CHECK(world.hazards().empty());
}

}  // namespace
}  // namespace drmsim::sim
