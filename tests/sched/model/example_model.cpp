// The model by its name, as a release and with a policy of the program's own.
#include "sched/model/model.h"

#include <catch2/catch.hpp>

#include "sched/api/drm_api.h"
#include "sched/api/implementations.h"
#include "sched/model/entity.h"
#include "tests/sched/api/support/event_recorder.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE(
    "example: the model is made by name, and takes its release and policies from the machine") {
  struct Newest final : RunQueuePolicy {  // who joined the run queue last
    Entity* select(Entities& entities, IsReady is_ready) override {
      for (auto entity = entities.rbegin(); entity != entities.rend(); ++entity) {
        if (is_ready(*entity)) return &*entity;
      }
      return nullptr;
    }
  };
  Policies policies;
  policies.add("newest", [] { return std::make_unique<Newest>(); });
  const ModelOptions options{.release = ReleaseId::linux_7_3, .policies = &policies};
  sim::World world;
  sim::Workqueue system_wq(world, "events", sim::WorkqueueKind::unordered);
  Implementations implementations;
  add_model(implementations);
  const ApiFactory& model = *implementations.find("model");
  const auto api = model({.world = world, .system_wq = system_wq, .model = &options});
  CHECK(api->policies() == Lines{"fair", "fifo", "newest", "rr"});
  CHECK(api->knows_no_hang());  // 7.3 does
  SchedulerArgs args{.name = "gfx", .policy = "newest"};
  CHECK(api->refusal(args).empty());

  const auto plain = model({.world = world, .system_wq = system_wq});
  CHECK(plain->policies() == Lines{"fifo", "rr"});  // of 6.12
  CHECK_FALSE(plain->knows_no_hang());
}

}  // namespace
}  // namespace drmsim::drm::test
