// First in, first out, but for one client: a policy of one's own around the kernel's.
#include "sched/model/policy_fifo.h"

#include <catch2/catch.hpp>

#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: a compositor goes first, and everybody else in the order of submission") {
  class Express final : public RunQueuePolicy {
   public:
    void queue_filled(Entity& entity, sim::TimeNs ns) override { others_.queue_filled(entity, ns); }
    void head_popped(Entity& entity, sim::TimeNs ns) override { others_.head_popped(entity, ns); }
    void queue_emptied(Entity& entity) override { others_.queue_emptied(entity); }
    void entity_removed(Entity& entity) override { others_.entity_removed(entity); }
    Entity* select(Entities& entities, IsReady is_ready) override {
      for (Entity& entity : entities) {
        if (entity.name() == "compositor" && is_ready(entity)) return &entity;
      }
      return others_.select(entities, is_ready);
    }

   private:
    PolicyFifo others_;
  };
  Rig rig;
  rig.policies.add("express", [] { return std::make_unique<Express>(); });
  Gpu& gpu = rig.add_gpu("gfx", {.credit_limit = 1, .policy = "express"});
  Entity& a = rig.add_entity("a", {&gpu});
  Entity& b = rig.add_entity("b", {&gpu});
  Entity& compositor = rig.add_entity("compositor", {&gpu});
  rig.at(0, [&] { rig.submit(a, {.name = "a0"}); });
  rig.at(100, [&] { rig.submit(b, {.name = "b100"}); });
  rig.at(200, [&] { rig.submit(a, {.name = "a200"}); });
  rig.at(300, [&] { rig.submit(b, {.name = "b300"}); });
  rig.at(5'000, [&] { rig.submit(compositor, {.name = "flip"}); });
  rig.run();
  CHECK(rig.log.jobs("run_job") == "a0 flip b100 a200 b300");
  rig.tear_down();
  CHECK(rig.hazards().empty());
}

}  // namespace
}  // namespace drmsim::drm::test
