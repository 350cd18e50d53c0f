// A device whose rings have all died: 7.2 refuses jobs of its clients, 7.3 takes them.
#include "sched/model/release_7_2.h"

#include <catch2/catch.hpp>

#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: in 7.2 an entity without a run queue takes no jobs, and is closed in peace") {
  const ReleaseId release = GENERATE(ReleaseId::linux_7_2, ReleaseId::linux_7_3);
  const bool is_7_2 = release == ReleaseId::linux_7_2;
  Rig rig;
  Gpu& first = rig.add_gpu("gfx0", {.release = release});
  Gpu& second = rig.add_gpu("gfx1", {.release = release});
  Entity& entity = rig.add_entity("a", {&first, &second});
  CHECK((dynamic_cast<Entity72*>(&entity) != nullptr) == is_7_2);
  CHECK(entity.takes_jobs());
  rig.at(0, [&] {
    first.scheduler->set_ready(false);  // amdgpu, after a reset that failed
    second.scheduler->set_ready(false);
    entity.drm_sched_entity_select_rq();
    CHECK(entity.run_queue() == nullptr);
    CHECK(entity.takes_jobs() != is_7_2);
    second.scheduler->set_ready(true);  // and it comes back
    entity.drm_sched_entity_select_rq();
    CHECK(entity.takes_jobs());
    rig.submit(entity, {.name = "j0"});
  });
  rig.run();
  CHECK(rig.log.lines({"scheduled"}) == Lines{"0 scheduled job=j0 sched=gfx1"});
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

}  // namespace
}  // namespace drmsim::drm::test
