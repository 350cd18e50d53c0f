// A SystemC model that sleeps: a watchdog that resets its machine unless it is kicked in time.
#include "sim/sc_timed_event.h"

#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a SystemC watchdog sleeps by the timeline, and each kick puts it off") {
  struct Watchdog : sc_core::sc_module {
    SC_HAS_PROCESS(Watchdog);
    Watchdog(sc_core::sc_module_name name, World& owner)
        : sc_module(name), world(owner), expiry(owner.timeline(), "expiry") {
      SC_METHOD(bite);
      sensitive << expiry.event();
      dont_initialize();
    }
    void kick() { expiry.arm_after(100); }
    void bite() { bitten_ns.push_back(world.now()); }
    World& world;
    ScTimedEvent expiry;
    std::vector<TimeNs> bitten_ns;
  };
  World world;
  Watchdog watchdog("watchdog", world);
  world.spawn_task("driver", [&] {
    for (int i = 0; i < 5; ++i) {
      watchdog.kick();
      world.cpu().sleep_for(60);
    }
    world.cpu().sleep_for(400);
    watchdog.kick();
    CHECK(watchdog.expiry.disarm());
  });
  world.run();
  CHECK(watchdog.bitten_ns == std::vector<TimeNs>{4 * 60 + 100});
}

}  // namespace
}  // namespace drmsim::sim
