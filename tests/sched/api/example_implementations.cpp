// A program that offers two schedulers by name, and one that refuses some machines.
#include "sched/api/implementations.h"

#include <stdexcept>

#include <catch2/catch.hpp>

#include "sched/api/drm_api.h"
#include "sched/model/model.h"
#include "sim/world.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: a run chooses its scheduler by name, and is told why it cannot have it") {
  static const ModelOptions newest{.release = ReleaseId::linux_7_3, .policies = nullptr};
  drm::Implementations implementations;
  drm::add_model(implementations);
  const drm::ApiFactory model = *implementations.find("model");
  implementations.add(
      "model:exact",
      [model](const drm::ApiContext& context) {
        if (context.timer_rounding != sim::TimerRounding::exact) {
          throw std::invalid_argument("model:exact knows no ticks");
        }
        drm::ApiContext own = context;
        own.model = &newest;
        return model(own);
      },
      "linux-7.3");
  CHECK(implementations.names() == std::vector<std::string>{"model", "model:exact"});
  CHECK(implementations.release_of("model:exact") == "linux-7.3");
  CHECK(implementations.release_of("model").empty());  // it does what it is told
  CHECK(implementations.find("kernel:6.12") == nullptr);

  sim::World world;
  sim::Workqueue system_wq(world, "events", sim::WorkqueueKind::unordered);
  const drm::ApiContext ticks{world, system_wq};
  CHECK_THROWS_WITH((*implementations.find("model:exact"))(ticks), "model:exact knows no ticks");
  drm::ApiContext exact = ticks;
  exact.timer_rounding = sim::TimerRounding::exact;
  CHECK((*implementations.find("model:exact"))(exact)->recovery_is_the_drivers());
  CHECK_FALSE((*implementations.find("model"))(exact)->recovery_is_the_drivers());
}

}  // namespace
}  // namespace drmsim::drm::test
