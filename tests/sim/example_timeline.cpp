// An idle governor: how deep a processor may sleep depends on when the next thing is due.
#include "sim/timeline.h"

#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: the timeline says how long nothing will happen") {
  World world;
  Diary diary(world);
  const auto idle_state = [&]() -> std::string {
    const TimeNs next_ns = world.timeline().next_deadline_ns();
    if (next_ns == kForever) return "off";
    return next_ns - world.timeline().now() >= 1'000 ? "deep" : "shallow";
  };
  TimedCallback vblank(world.timeline(), [&] { diary(idle_state()); });
  TimedCallback network(world.timeline(), [&] { diary(idle_state()); });
  CHECK(world.timeline().empty());
  CHECK(idle_state() == "off");
  vblank.arm_at(5'000);
  network.arm_at(5'200);
  CHECK(idle_state() == "deep");
  network.disarm();  // and so it is not due
  network.arm_at(5'300);
  CHECK(world.timeline().next_deadline_ns() == 5'000);
  world.run();
  CHECK(diary.lines() == Lines{"shallow 5000", "off 5300"});  // who fires is not due any more
}

}  // namespace
}  // namespace drmsim::sim
