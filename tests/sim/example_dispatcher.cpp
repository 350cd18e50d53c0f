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

  // Outside a run nothing happens until somebody kicks it; World::kick() is the same.
  auto* dispatcher = dynamic_cast<Dispatcher*>(sc_core::sc_find_object("dispatcher"));
  REQUIRE(dispatcher != nullptr);
  inverter.in.write(false);
  dispatcher->kick();
  world.run();
  CHECK(diary.lines().back() == "out 1 5");
}

}  // namespace
}  // namespace drmsim::sim
