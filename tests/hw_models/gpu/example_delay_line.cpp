// A model of one's own whose alarm comes late, and is put off or withdrawn meanwhile.
#include "hw_models/gpu/delay_line.h"

#include <vector>

#include <catch2/catch.hpp>

#include "sim/world.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: a thermal alarm is raised when it has been too hot for long enough") {
  struct Sensor {
    Sensor(sim::World& world, DelayLine& line)
        : alarm(line, [this, &world] {
            CHECK(world.cpu().current() == nullptr);  // hardware: nothing here may block
            alarms_ns.push_back(world.now());
          }) {}
    void set(int degrees) {
      if (degrees < 90) return alarm.cancel();
      if (!alarm.armed()) alarm.arm_after(1'000);
    }
    std::vector<sim::TimeNs> alarms_ns;
    Delayed alarm;
  };
  sim::World world;
  DelayLine line("delays", world);  // one process, however many things come late
  Sensor chip(world, line);
  Sensor board(world, line);
  world.spawn_task("heat", [&] {
    chip.set(95);
    board.set(91);
    world.cpu().sleep_for(999);
    chip.set(89);  // just in time
    world.cpu().sleep_for(501);
    chip.set(95);
  });
  world.run();
  CHECK(board.alarms_ns == std::vector<sim::TimeNs>{1'000});
  CHECK(chip.alarms_ns == std::vector<sim::TimeNs>{2'500});
  CHECK_FALSE(chip.alarm.armed());
}

}  // namespace
}  // namespace drmsim::hw
