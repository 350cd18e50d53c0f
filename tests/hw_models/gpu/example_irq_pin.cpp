// An interrupt as a wire: a counter of another platform counts its edges.
#include "hw_models/gpu/irq_pin.h"

#include <catch2/catch.hpp>

#include "sim/timed_event.h"
#include "sim/world.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: each interrupt changes the level of a wire") {
  struct Counter : sc_core::sc_module {
    SC_HAS_PROCESS(Counter);
    explicit Counter(sc_core::sc_module_name name) : sc_module(name) {
      SC_METHOD(count);
      sensitive << in;  // both edges: a message has no level to hold
      dont_initialize();
    }
    void count() { levels.push_back(in.read()); }
    sc_core::sc_in<bool> in{"in"};
    std::vector<bool> levels;
  };
  sim::World world;
  sim::IrqLine line(world, "gfx");
  IrqPin pin("pin", line);
  sc_core::sc_signal<bool> wire("wire");
  Counter counter("counter");
  pin.pin.bind(wire);
  counter.in.bind(wire);
  sim::TimedCallback device(world.timeline(), [&] {
    line.raise();
    if (world.now() < 30) device.arm_after(10);
  });
  device.arm_after(10);
  world.run();
  CHECK(counter.levels == std::vector<bool>{true, false, true});
  world.end();
}

}  // namespace
}  // namespace drmsim::hw
