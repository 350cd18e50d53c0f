// A reference-counted object whose life is recorded, so that one put too many tells who did what.
#include "sim/tracked.h"

#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: an object notes its references, and its life is in the report") {
  class Bo final : public Tracked {  // made with new: the quarantine deletes it
   public:
    explicit Bo(World& world, Where where = Where::here()) : Tracked(world, "bo", where) {}
    std::string label() const override { return "vertices"; }
    void get(Where where = Where::here()) {
      check_alive("get", where);
      note("get", where, ++references_);
    }
    void put(Where where = Where::here()) {
      check_alive("put", where);
      note("put", where, --references_);
      if (references_ == 0) world().memory().free(*this, where);
    }

   private:
    int references_ = 1;
  };
  World world;
  Bo* bo = nullptr;
  world.spawn_task("client", [&] {
    bo = new Bo(world);
    bo->get();
    world.cpu().sleep_for(500);
    bo->put();
  });
  world.spawn_task("job", [&] {
    bo->put();  // the client's, too, it will turn out
    world.cpu().sleep_for(900);
    CHECK(bo->freed());
    CHECK(world.names().text(bo->freed_by()) == "client");
    bo->put();
    FAIL("a use after free ends the run");
  });
  world.run();
  REQUIRE(hazard_names(world) == Lines{"use_after_free"});
  const Hazard& hazard = world.hazards().all().front();
  CHECK(hazard.object == "bo");
  const char* steps[] = {"allocated", "get", "put", "put", "freed"};
  REQUIRE(hazard.story.size() == std::size(steps));
  for (std::size_t i = 0; i < std::size(steps); ++i) {
    CHECK_THAT(hazard.story[i], Catch::Contains(steps[i]));
  }
  CHECK_THAT(hazard.story[1], Catch::Contains("references now 2"));
  CHECK_THAT(hazard.story[2], Catch::Contains("by job") && Catch::Contains("references now 1"));
  CHECK_THAT(hazard.story[4], Catch::Contains("500 ns") && Catch::Contains("by client"));
  world.end();
}

}  // namespace
}  // namespace drmsim::sim
