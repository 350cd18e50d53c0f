// A policy that somebody adds: one class and one line of registration, nothing else is touched.
#include <catch2/catch.hpp>

#include <algorithm>
#include <memory>
#include <vector>

#include "tests/sched/model/support/rig.h"

namespace drmsim::drm::test {
namespace {

// Serves the entity with the fewest jobs in its queue, so that whoever asks for little does not
// wait behind those who ask for much. Among equals: who joined first.
class ShortestQueue final : public RunQueuePolicy {
 public:
  void entity_added(Entity& entity) override { entities_.push_back(&entity); }
  void entity_removed(Entity& entity) override { std::erase(entities_, &entity); }

  Entity* select(IsReady is_ready) override {
    Entity* shortest = nullptr;
    for (Entity* entity : entities_) {
      if (!is_ready(*entity)) continue;
      if (shortest == nullptr || entity->queued() < shortest->queued()) shortest = entity;
    }
    return shortest;
  }

 private:
  std::vector<Entity*> entities_;
};

TEST_CASE("a policy that a user adds is used by its name, for every run queue") {
  Rig rig;
  rig.policies.add("shortest", [] { return std::make_unique<ShortestQueue>(); });
  CHECK(rig.policies.names() == std::vector<std::string>{"fifo", "rr", "shortest"});
  Gpu& gpu = rig.add_gpu("gfx", {.credit_limit = 1, .policy = "shortest"});
  Entity& greedy = rig.add_entity("greedy", {&gpu});
  Entity& modest = rig.add_entity("modest", {&gpu});
  Entity& urgent = rig.add_entity("urgent", {&gpu}, Priority::high);
  rig.at(0, [&] {
    for (const char* name : {"g0", "g1", "g2", "g3"}) rig.submit(greedy, {.name = name});
    for (const char* name : {"m0", "m1"}) rig.submit(modest, {.name = name});
    rig.submit(urgent, {.name = "u0"});
  });
  rig.at(45'000, [&] { rig.submit(modest, {.name = "m2"}); });
  rig.run();
  CHECK(rig.log.jobs("run_job") == "u0 m0 m1 g0 g1 m2 g2 g3");
  rig.tear_down();
  CHECK(rig.hazards().empty());
  CHECK(rig.world.memory().alive() == 0);
}

}  // namespace
}  // namespace drmsim::drm::test
