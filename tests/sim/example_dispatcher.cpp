// Hardware of SystemC between CPU contexts: what one instant is made of, and who wakes whom.
#include "sim/dispatcher.h"

#include "sim/sc_timed_event.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE(
    "example: in one instant contexts drain, then hardware settles, then the next event fires") {
  struct Inverter : sc_core::sc_module {
    SC_HAS_PROCESS(Inverter);
    Inverter(sc_core::sc_module_name name, std::function<void(bool)> out)
        : sc_module(name), changed(std::move(out)) {
      SC_METHOD(invert);
      sensitive << in;
      dont_initialize();
    }
    void invert() { changed(!in.read()); }
    sc_core::sc_signal<bool> in{"in"};
    std::function<void(bool)> changed;
  };
  World world;
  Diary diary(world);
  Inverter inverter("inverter", [&](bool out) {
    diary(out ? "out 1" : "out 0");
    if (!out) world.spawn_task("irq", [&] { diary("started by hardware"); });
  });
  TimedCallback second(world.timeline(), [&] { diary("next event"); });
  second.arm_at(5);
  world.spawn_task("driver", [&] {
    world.cpu().sleep_for(5);
    inverter.in.write(true);
    world.spawn_task("other", [&] { diary("ready context"); });
    diary("driver");
  });
  world.run();
  CHECK(diary.lines() ==
        Lines{"next event 5", "driver 5", "ready context 5", "out 0 5", "started by hardware 5"});

  // A module as any other. Who has something for it to do, such as a new context, kicks it.
  auto* dispatcher = dynamic_cast<Dispatcher*>(sc_core::sc_find_object("dispatcher"));
  REQUIRE(dispatcher != nullptr);
  CHECK_FALSE(sc_core::sc_pending_activity());
  dispatcher->kick();
  CHECK(sc_core::sc_pending_activity());
  world.run();
  CHECK(world.now() == 5);  // in this instant
}

}  // namespace
}  // namespace drmsim::sim
