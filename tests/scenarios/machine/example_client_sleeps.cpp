// Sleeps that end together: a new one with slack joins one that is under way; who sleeps already is
// not woken later, and a sleep that nobody can be joined with is not prolonged.
#include "scenarios/machine/client_sleeps.h"

#include <map>
#include <string>

#include <catch2/catch.hpp>

namespace drmsim::scenarios {

TEST_CASE("example: a sleep is rounded to the tick, and then prolonged within its slack") {
  sim::World world;
  ClientSleeps sleeps(world);
  std::map<std::string, sim::TimeNs> woke_ns;
  const auto sleeper = [&](const char* name, sim::TimeNs end_ns, sim::TimeNs tick_ns,
                           sim::TimeNs slack_ns) {
    world.spawn_task(name, [&, name, end_ns, tick_ns, slack_ns] {
      sleeps.sleep_until(end_ns, tick_ns, slack_ns);
      woke_ns[name] = world.now();
    });
  };
  sleeper("early", 900, 0, 500);  // nobody else sleeps yet
  sleeper("display", 1'000, 0, 0);
  sleeper("exact", 940, 0, 59);  // 60 would have done
  sleeper("slack", 951, 0, 49);
  sleeper("tick", 901, 250, 0);    // its tick is the display's moment
  sleeper("both", 760, 250, 300);  // 1000, and the display wakes up by then
  sleeper("later", 1'100, 0, 300);
  world.run();
  CHECK(woke_ns["early"] == 900);
  CHECK(woke_ns["display"] == 1'000);
  CHECK(woke_ns["exact"] == 940);
  CHECK(woke_ns["slack"] == 1'000);
  CHECK(woke_ns["tick"] == 1'000);
  CHECK(woke_ns["both"] == 1'000);
  CHECK(woke_ns["later"] == 1'100);
}

}  // namespace drmsim::scenarios
