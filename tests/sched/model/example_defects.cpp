// Bringing a defect in by its id, as a scenario file does: a reader sees a queue emptier than it
// is.
#include "sched/model/defects.h"

#include <catch2/catch.hpp>

#include "sched/model/release.h"
#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: a defect is found by its id, brought into a release, and does what it says") {
  const auto release_with = [](const std::vector<std::string_view>& ids) {
    Release release(ReleaseId::linux_7_3);
    for (const std::string_view id : ids) {
      const DefectInfo* info = Defects::find(id);
      REQUIRE(info != nullptr);
      release.defects.set(info->defect);
    }
    return release;
  };
  CHECK(Defects::find("E99") == nullptr);
  CHECK(Defects::ids().size() == Defects::all().size());
  CHECK(Defects::find("E1")->what == "The queue links a job before it counts it (8af39ec5cf2b).");
  for (const bool defective : {false, true}) {
    Rig rig;
    const Release release = release_with(defective ? std::vector<std::string_view>{"E1"}
                                                   : std::vector<std::string_view>{});
    CHECK(release.has(Defect::e1_counted_after_link) == defective);
    Entity& entity = rig.add_entity("a", {&rig.add_gpu("gfx", {.release = release})});
    sim::Hold hold{"client", sim::Point::atomic, "push", defective ? 2u : 1u, 100};
    rig.world.holds().add(hold);  // in the middle of the push
    rig.at(0, [&] { rig.submit(entity, {.name = "j0"}); });
    rig.at(50, [&] {
      CHECK(entity.queued() == (defective ? 0 : 1));
      CHECK((entity.peek_job() != nullptr) == defective);
    });
    rig.run();
    CHECK(rig.world.holds().unused().empty());
  }
}

}  // namespace
}  // namespace drmsim::drm::test
