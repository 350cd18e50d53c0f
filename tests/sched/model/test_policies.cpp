// Round robin and first-in-first-out: who is served next, and what a missed turn costs.
#include <catch2/catch.hpp>

#include "sched/model/policy_fifo.h"
#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

struct ThreeEntities {
  explicit ThreeEntities(const char* policy)
      : gpu(rig.add_gpu("gfx", {.credit_limit = 1, .policy = policy})) {}
  Rig rig;
  Gpu& gpu;
  Entity& a = rig.add_entity("a", {&gpu});
  Entity& b = rig.add_entity("b", {&gpu});
  Entity& c = rig.add_entity("c", {&gpu});

  // Jobs named after their entity: "a0", "a1"...
  void submit_at_0(const std::vector<std::string>& names) {
    rig.at(0, [this, names] {
      for (const std::string& name : names) {
        Entity& entity = name[0] == 'a' ? a : name[0] == 'b' ? b : c;
        rig.submit(entity, {.name = name});
      }
    });
  }
};

TEST_CASE(
    "fifo serves the entity whose oldest job was submitted first, equals in order of arrival") {
  ThreeEntities three("fifo");
  three.submit_at_0({"a0", "a1", "b0"});
  three.rig.at(1'000, [&] { three.rig.submit(three.c, {.name = "c0"}); });
  three.rig.at(2'000, [&] { three.rig.submit(three.b, {.name = "b1"}); });
  three.rig.run();
  // a1 is as old as b0, but got its place in the tree when a0 left.
  CHECK(three.rig.log.jobs("run_job") == "a0 b0 a1 c0 b1");
}

TEST_CASE("round robin serves the entities in turn, after the one served last") {
  ThreeEntities three("rr");
  three.submit_at_0({"a0", "a1", "a2", "b0", "b1", "c0"});
  three.rig.run();
  CHECK(three.rig.log.jobs("run_job") == "a0 b0 c0 a1 b1 a2");
}

TEST_CASE("round robin forgets its place when the entity served last leaves") {
  ThreeEntities three("rr");
  three.submit_at_0({"a0", "a1", "b0", "b1", "c0"});
  three.rig.at(15'000, [&] { three.b.drm_sched_entity_fini(); });  // b0 is executing
  three.rig.run();
  CHECK(three.rig.log.jobs("run_job") == "a0 b0 a1 c0");  // and not c0 before a1
}

TEST_CASE("an entity that is not ready is passed over, one whose job does not fit is not") {
  const char* policy = GENERATE("fifo", "rr");
  ThreeEntities three(policy);
  Rig& rig = three.rig;
  FakeFence& gate = FakeFence::make(rig.world);
  rig.at(0, [&] {
    rig.submit(three.a, {.name = "a0"}, {&gate});
    rig.submit(three.b, {.name = "b0"});
    rig.submit(three.c, {.name = "c0"});
  });
  rig.at(5'000, [&] { gate.dma_fence_signal(); });
  rig.run();
  INFO(policy);
  CHECK(rig.log.jobs("run_job") == (policy == std::string("fifo") ? "b0 a0 c0" : "b0 c0 a0"));
  dma_fence_put(&gate);
}

// The tracepoints of the real scheduler, refcount/u0: with rr no lock is taken for the order of
// heads.
TEST_CASE("round robin takes no lock when the head of an entity's queue changes") {
  const char* policy = GENERATE("fifo", "rr");
  ThreeEntities three(policy);
  three.rig.world.holds().add({.role = "run",
                               .point = sim::Point::lock,
                               .function = "drm_sched_entity_pop_job",
                               .occurrence = 1,
                               .duration_ns = 10});
  three.submit_at_0({"a0", "a1"});
  three.rig.run();
  INFO(policy);
  CHECK(three.rig.log.count("preempt") == (policy == std::string("fifo") ? 1 : 0));
}

TEST_CASE("the policies have names, as each release has them, unknown ones are not found") {
  Policies policies;
  CHECK(policies.names() == std::vector<std::string>{"fifo", "rr"});
  CHECK(policies.find("rr") != nullptr);
  CHECK(policies.find("fair") == nullptr);
  CHECK(policies.find("lottery") == nullptr);
  constexpr ReleaseId kNewer = ReleaseId::linux_7_2;
  CHECK(policies.names(kNewer) == std::vector<std::string>{"fair", "fifo", "rr"});
  CHECK(policies.find("fair", kNewer) != nullptr);
  // What a user brings, all releases have.
  policies.add("fifo", make_policy_fifo);
  policies.add("mine", make_policy_fifo);
  CHECK(policies.names() == std::vector<std::string>{"fifo", "mine", "rr"});
  CHECK(policies.names(kNewer) == std::vector<std::string>{"fair", "fifo", "mine", "rr"});
}

}  // namespace
}  // namespace drmsim::drm::test
