// A network card's receive interrupt: late, coalesced, and at times lost.
#include "hw_models/gpu/interrupt_controller.h"

#include <catch2/catch.hpp>

#include "sim/world.h"

namespace drmsim::hw {
namespace {

TEST_CASE("example: a source has its own latency and window, and one message stands for several") {
  sim::World world;
  DelayLine delays("delays", world);
  InterruptController controller("interrupts", world, delays);
  sim::IrqLine receive(world, "rx");
  sim::IrqLine error(world, "error");
  InterruptSourceConfig slow;
  slow.coalesce_window_ns = 1'000;
  slow.latency = sim::Delay::fixed(50);
  const std::uint32_t rx = controller.add_source("rx", receive, slow);
  const std::uint32_t err = controller.add_source("error", error, {});
  std::vector<sim::TimeNs> received_ns;
  std::vector<sim::TimeNs> errors_ns;
  receive.request([&] { received_ns.push_back(world.now()); });
  error.request([&] { errors_ns.push_back(world.now()); });
  const auto at = [&](sim::TimeNs at_ns, const std::function<void()>& what) {
    world.spawn_task("card", [&world, at_ns, what] {
      world.cpu().sleep_until(at_ns);
      what();
    });
  };
  at(100, [&] { controller.raise(rx); });  // opens a window until 1100
  at(600, [&] { controller.raise(rx); });
  at(700, [&] { controller.raise(err); });             // without delay: inside raise()
  at(3'000, [&] { controller.lose(rx); });             // raised, but nobody will know
  at(5'000, [&] { controller.raise_late(rx, 200); });  // not coalesced; on top of its latency
  at(7'000, [&] {
    controller.disable(err);
    controller.raise(err);
    controller.raise(err);
  });
  world.run();
  CHECK(received_ns == std::vector<sim::TimeNs>{1'150, 5'250});
  CHECK(errors_ns == std::vector<sim::TimeNs>{700});  // the others wait until it is enabled
  world.end();
}

}  // namespace
}  // namespace drmsim::hw
