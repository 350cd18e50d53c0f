// Turns as numbers: who has run dry keeps his, and is ahead of those that had turns meanwhile.
#include "sched/model/policy_rr.h"

#include <catch2/catch.hpp>

#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: round robin goes by turns, and a client that comes back has not lost its own") {
  Rig rig;
  Gpu& gpu =
      rig.add_gpu("gfx", {.credit_limit = 1, .policy = "rr", .release = ReleaseId::linux_7_3});
  Entity& a = rig.add_entity("a", {&gpu});
  Entity& b = rig.add_entity("b", {&gpu});
  Entity& c = rig.add_entity("c", {&gpu});
  rig.at(0, [&] {
    for (const char* name : {"a0", "a1", "a2", "a3"}) rig.submit(a, {.name = name});
    for (const char* name : {"b0", "b1", "b2", "b3"}) rig.submit(b, {.name = name});
    rig.submit(c, {.name = "c0"});  // and no more for a while
  });
  rig.at(55'000, [&] {
    CHECK(c.last_turn < a.last_turn);
    CHECK(c.last_turn < b.last_turn);
    rig.submit(c, {.name = "c1"});
  });
  rig.run();
  CHECK(rig.log.jobs("run_job") == "a0 b0 c0 a1 b1 a2 c1 b2 a3 b3");
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

}  // namespace
}  // namespace drmsim::drm::test
