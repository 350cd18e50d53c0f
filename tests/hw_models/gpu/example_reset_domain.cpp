// Queues of one's own behind a reset controller: what is called when, and what comes in between.
#include "hw_models/gpu/reset_domain.h"

#include <cstddef>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "sim/world.h"

namespace drmsim::hw {
namespace {

TEST_CASE(
    "example: a full reset stops every queue of its domain first, and starts them at its end") {
  using Log = std::vector<std::string>;
  struct Queue final : Resettable {
    Queue(sim::World& owner, Log& lines, const char* text) : world(owner), log(lines), name(text) {}
    void begin_reset() override { log.push_back(fmt::format("{} {} stops", world.now(), name)); }
    std::uint32_t complete_reset() override {
      log.push_back(fmt::format("{} {} is empty", world.now(), name));
      return 0;
    }
    std::uint64_t soft_recovery_target() const override { return kNoTarget; }
    void kill(std::uint64_t) override { FAIL("no soft recovery was asked for"); }
    sim::World& world;
    Log& log;
    const char* name;
  };
  sim::World world;
  Log log;
  DelayLine delays("delays", world);
  ResetDomainConfig config;
  config.full.time_ns = 300;
  ResetDomain domain("domain", world, delays, config);
  Queue a(world, log, "a");
  Queue b(world, log, "b");
  CHECK(domain.add_ring(a) == 0);
  CHECK(domain.add_ring(b) == 1);
  InterruptController interrupts("interrupts", world, delays);
  sim::IrqLine line(world, "reset");
  domain.set_interrupt(interrupts, interrupts.add_source("reset", line, {}));
  line.request([&] { log.push_back(fmt::format("{} interrupt", world.now())); });
  const auto command = [&](ResetKind kind, std::uint32_t ring) {
    domain.write_register(offsetof(ResetRegisters, command), reset_command(kind, ring));
  };
  world.spawn_task("driver", [&] {
    command(ResetKind::ring, 1);  // takes no time: over when the write returns, no interrupt
    command(ResetKind::full, 0);
    command(ResetKind::ring, 0);  // meanwhile: misuse, and ignored
  });
  world.run();
  CHECK(log == Log{"0 b stops", "0 b is empty", "0 a stops", "0 b stops", "300 a is empty",
                   "300 b is empty", "300 interrupt"});
  REQUIRE(world.hazards().all().size() == 1);
  CHECK(world.hazards().all().front().object == "busy reset domain");
  world.end();
}

}  // namespace
}  // namespace drmsim::hw
