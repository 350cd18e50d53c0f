// What a debugger sees in 6.12 and not later: entities that stay, jobs with numbers, no statistics.
#include "sched/model/release_6_12.h"

#include <catch2/catch.hpp>

#include "tests/sched/model/support/one_gpu.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: in 6.12 an idle entity is in its run queue, jobs have numbers and no meter") {
  const bool is_6_12 = GENERATE(true, false);
  OneGpu one({.policy = "rr", .release = is_6_12 ? ReleaseId::linux_6_12 : ReleaseId::linux_7_3});
  CHECK((dynamic_cast<Scheduler612*>(&one.scheduler) != nullptr) == is_6_12);
  CHECK((dynamic_cast<Entity612*>(&one.entity) != nullptr) == is_6_12);
  CHECK((one.entity.stats() == nullptr) == is_6_12);
  Entity& other = one.rig.add_entity("b", {&one.gpu});
  one.submit_at(0, {{.name = "j0"}, {.name = "j1"}});
  one.rig.at(1, [&] { one.rig.submit(other, {.name = "j2"}); });
  one.rig.run();
  CHECK(one.entity.on_run_queue());
  // The id of a push is the job's own number, or that of its fences in their context.
  const Lines pushes = one.rig.log.lines({"push"});
  REQUIRE(pushes.size() == 3);
  CHECK_THAT(pushes[2], Catch::Contains(is_6_12 ? " id=3 " : " id=1 "));
  const auto list = make_round_robin_list();  // as its policy "rr" has it
  CHECK_FALSE(list->serves_all_priorities());
  one.expect_clean();
}

}  // namespace
}  // namespace drmsim::drm::test
