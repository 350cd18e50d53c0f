// A lost wake-up, told by who woke last: before the waiter came, or for somebody else.
#include "sim/last_wake.h"

#include "sim/timed_event.h"
#include "sim/wait_queue.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: of a waiter that hangs, the last wake-up says who came too early") {
  World world;
  WaitQueue idle(world, "idle");
  bool is_idle = false;
  TimedCallback hardware(world.timeline(), [&] { idle.wake_up(); });
  const auto told = [&]() -> std::string {
    const LastWake& last = idle.last_wake();
    if (!last.happened) return "nobody ever woke it";
    return fmt::format("{} in {}",
                       last.context == 0 ? "hardware" : world.names().text(last.context),
                       last.where.file_name());
  };
  world.spawn_task("client", [&] { idle.wait_event([&] { return is_idle; }); });
  world.run();
  CHECK(told() == "nobody ever woke it");
  hardware.arm_after(10);
  world.run();
  CHECK(told() == "hardware in example_last_wake.cpp");
  world.spawn_task("irq thread", [&] {
    idle.wake_up();
    is_idle = true;  // too late: the waiter has looked, and sleeps again
    world.cpu().yield();
  });
  world.spawn_task("last", [&] { is_idle = false; });
  world.run();
  CHECK(told() == "irq thread in example_last_wake.cpp");
  CHECK(world.cpu().blocked().size() == 1);
  world.end();
}

}  // namespace
}  // namespace drmsim::sim
