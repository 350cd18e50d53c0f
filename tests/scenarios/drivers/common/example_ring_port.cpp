// The hands on a ring: packets and a doorbell, a number that comes back with an interrupt, and a
// reset that loses what was under way.
#include "scenarios/drivers/common/ring_port.h"

#include <optional>

#include <catch2/catch.hpp>

#include "tests/scenarios/support/machine_program.h"

namespace drmsim::scenarios {

TEST_CASE("example: two jobs on a ring, and one that a reset takes away") {
  Extensions mine;
  std::optional<RingPort> port;
  // The place where a program gets a context: the port of a second ring, that no driver uses.
  mine.drivers.add("ring", [&port](const DriverContext& context) {
    if (context.ring.name == "spare") port.emplace(context);
    return (*Drivers().find("ring"))(context);
  });
  std::vector<std::string> diary;
  MachineOptions options;
  options.extensions = &mine;
  const RunReport report = tests::run_program(
      "name = \"t\"\n[[ring]]\nname = \"gfx\"\n[[ring]]\nname = \"spare\"\n",
      [&](Machine& machine) {
        sim::World& world = machine.world();
        world.spawn_task("client:port", [&] {
          const auto job = [&world](std::uint32_t number) {
            return sim::JobTag{world.intern("job"), number};
          };
          CHECK_FALSE(port->lost());
          CHECK_FALSE(port->executes());
          port->submit(job(1), 10'000, 7);
          port->submit(job(2), 10'000, 8);
          world.cpu().sleep_until(15'000);
          CHECK(port->written_fence() == 7);
          CHECK(port->executing_job() == job(2));  // the oldest that is not done
          CHECK(port->progress() == 5'000);
          world.cpu().sleep_until(20'000);
          CHECK(port->written_fence() == 8);
          CHECK_FALSE(port->executes());

          port->submit(job(3), 10'000, 9);
          world.cpu().sleep_until(25'000);
          CHECK(port->reset_ring());
          port->ring_was_reset();
          world.cpu().sleep_until(50'000);
          CHECK(port->written_fence() == 8);  // 9 will never be written
          port->submit(job(4), 1'000, 10);
          world.cpu().sleep_until(51'000);
          CHECK(port->written_fence() == 10);
          diary.emplace_back("done");
        });
      },
      options);
  CHECK(diary.size() == 1);
  CHECK(report.hazards.empty());
}

}  // namespace drmsim::scenarios
