// A checker of a device's contract: what it reports, and how a caller tells bugs from repetitions.
#include "sim/hazard.h"

#include <set>

#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a device reports its misuse, and two reports of one mistake are one bug") {
  // A doorbell that must not be rung while its device is off.
  struct Doorbell {
    void ring(Where where = Where::here()) {
      if (powered) return;
      world.hazards().report(HazardKind::hardware_misuse, where, "doorbell",
                             world.describe("the doorbell", where) + " while the device is off");
    }
    void explode(Where where = Where::here()) {
      world.hazards().fatal(HazardKind::contract, where, "doorbell", "it is gone");
    }
    World& world;
    bool powered = false;
  };
  World world;
  Doorbell doorbell{world};
  Diary diary(world);
  world.spawn_task("client", [&] {
    for (int i = 0; i < 3; ++i) {
      doorbell.ring();
      world.cpu().sleep_for(10);
    }
    diary("goes on");
    doorbell.explode();
    diary("never");
  });
  world.run();
  const std::vector<Hazard>& all = world.hazards().all();
  REQUIRE(all.size() == 4);
  std::set<std::string> bugs;
  for (const Hazard& hazard : all) bugs.insert(hazard.identity());
  CHECK(bugs.size() == 2);
  CHECK(all[2].time_ns == 20);
  CHECK_THAT(all[0].message, Catch::StartsWith("the doorbell at example_hazard.cpp:"));
  CHECK(diary.lines() == Lines{"goes on 30"});  // fatal() does not return to a context
  CHECK(world.stopped());

  HazardKind kind{};
  CHECK(hazard_from_name("hardware_misuse", kind));  // how an [expect] names it
  CHECK(kind == all[0].kind);
  CHECK_FALSE(hazard_from_name("hardware_misused", kind));
}

TEST_CASE("example: set-up code that a fatal hazard has ended is left by RunIsOver") {
  World world;
  const auto set_up = [&] {  // no context that could be parked
    world.hazards().fatal(HazardKind::contract, Where::here(), "ring", "a ring of no entries");
    throw RunIsOver("a ring of no entries");
  };
  CHECK_THROWS_AS(set_up(), RunIsOver);
  CHECK(hazard_names(world) == Lines{"contract"});
}

}  // namespace
}  // namespace drmsim::sim
