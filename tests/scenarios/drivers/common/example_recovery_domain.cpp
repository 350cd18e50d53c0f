// Rings that reset together: one recovery at a time, none while the device sleeps, and none of a
// ring that has left.
#include "scenarios/drivers/common/recovery_domain.h"

#include <stdexcept>
#include <string>

#include <catch2/catch.hpp>

#include "sim/world.h"

namespace drmsim::scenarios {
namespace {

struct SleepyMember final : DomainMember {
  SleepyMember(const char* name_of_ring, std::string& diary_of_test)
      : name(name_of_ring), diary(diary_of_test) {}
  drm::Scheduler& scheduler() override { throw std::logic_error("nobody asks here"); }
  void hardware_was_reset(bool) override {}
  bool resubmits() const override { return true; }
  void suspend() override { diary += name + " sleeps, "; }
  void resume() override { diary += name + " wakes, "; }
  std::string name;
  std::string& diary;
};

}  // namespace

TEST_CASE("example: a recovery waits for the one before it, and for the device to wake up") {
  sim::World world;
  RecoveryDomain domain(world);
  std::string diary;
  SleepyMember gfx("gfx", diary);
  SleepyMember compute("compute", diary);
  SleepyMember unloaded("unloaded", diary);
  domain.members = {&gfx, &unloaded, &compute};
  const auto recovery = [&](const char* name, sim::TimeNs at_ns) {
    world.spawn_task(name, [&, name, at_ns] {
      world.cpu().sleep_until(at_ns);
      const RecoveryGuard guard(domain);
      diary += std::string(name) + " at " + std::to_string(world.now()) + ", ";
      world.cpu().sleep_for(100);
    });
  };
  world.spawn_task("power", [&] {
    {
      const RecoveryGuard guard(domain);
      domain.leave(unloaded);
    }
    domain.suspend();
    world.cpu().sleep_until(500);
    domain.resume();
  });
  recovery("first", 10);
  recovery("second", 20);
  world.run();
  CHECK(diary ==
        "gfx sleeps, compute sleeps, gfx wakes, compute wakes, first at 500, second at 600, ");
  CHECK(world.hazards().empty());
}

}  // namespace drmsim::scenarios
