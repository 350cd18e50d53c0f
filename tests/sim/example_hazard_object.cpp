// What a hazard is about: a kind of thing, so that a bug is the same bug on every ring.
#include "sim/hazard_object.h"

#include "sim/tracked.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a hazard names the kind of object, who else has a part, and a tracked life") {
  struct Buffer final : Tracked {
    Buffer(World& world, std::string text, Where where = Where::here())
        : Tracked(world, "buffer", where), name(std::move(text)) {}
    std::string label() const override { return name; }
    std::string name;
  };
  World world;
  const NameId holder = world.intern("reset:gfx");
  const auto warn = [&](HazardObject object) {
    const Where where = Where::in("ring_flush");
    world.hazards().report(HazardKind::warning, where, std::move(object), "flushed too early");
  };
  auto* first = new Buffer(world, "buffer of gfx");
  auto* second = new Buffer(world, "buffer of compute");
  warn("ring");  // a literal is the kind
  warn({"mutex reset_lock", holder});
  warn(*first);
  warn(*second);
  const std::vector<Hazard>& all = world.hazards().all();
  CHECK(all[0].identity() == "warning of ring in ring_flush (example_hazard_object.cpp)");
  CHECK(all[0].story.empty());
  CHECK(all[1].object == "mutex reset_lock");
  CHECK(world.names().text(all[1].other) == "reset:gfx");
  CHECK(all[2].identity() == all[3].identity());  // no label is in it
  REQUIRE(all[2].story.size() == 1);
  CHECK_THAT(all[2].story.front(), Catch::Contains("allocated"));
  world.memory().free(*first);
  world.memory().free(*second);
}

}  // namespace
}  // namespace drmsim::sim
