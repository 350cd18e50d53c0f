// A policy that stays with a client as long as it has work: fewer switches of address spaces.
#include "sched/model/run_queue_policy.h"

#include <catch2/catch.hpp>

#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: a policy remembers whom it served, and forgets who leaves") {
  class Sticky final : public RunQueuePolicy {
   public:
    void head_popped(Entity& entity, sim::TimeNs) override { current_ = &entity; }  // served
    void queue_emptied(Entity& entity) override { forget(entity); }
    void entity_removed(Entity& entity) override { forget(entity); }  // its memory may go
    // Changes nothing: the choice may be rejected for want of credits.
    Entity* select(Entities& entities, IsReady is_ready) override {
      if (current_ != nullptr && is_ready(*current_)) return current_;
      for (Entity& entity : entities) {
        if (is_ready(entity)) return &entity;
      }
      return nullptr;
    }

   private:
    void forget(const Entity& entity) {
      if (current_ == &entity) current_ = nullptr;
    }
    Entity* current_ = nullptr;
  };
  Rig rig;
  rig.policies.add("sticky", [] { return std::make_unique<Sticky>(); });
  CHECK(rig.policies.find("stickier") == nullptr);
  Gpu& gpu =
      rig.add_gpu("gfx", {.credit_limit = 1, .policy = "sticky", .release = ReleaseId::linux_7_3});
  Entity& a = rig.add_entity("a", {&gpu});
  Entity& b = rig.add_entity("b", {&gpu});
  Entity& urgent = rig.add_entity("urgent", {&gpu}, Priority::high);
  rig.at(0, [&] {
    for (const char* name : {"b0", "b1", "b2"}) rig.submit(b, {.name = name});
    for (const char* name : {"a0", "a1"}) rig.submit(a, {.name = name});
  });
  rig.at(5'000, [&] { rig.submit(urgent, {.name = "u0"}); });  // a run queue of its own
  rig.at(25'000, [&] { b.drm_sched_entity_kill(); });          // b2 never runs
  rig.run();
  CHECK(rig.log.jobs("run_job") == "b0 u0 b1 a0 a1");
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

}  // namespace
}  // namespace drmsim::drm::test
