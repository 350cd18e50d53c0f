// Four clients of different priorities that queue while the ring stands still.
#include "sched/api/priority.h"

#include <catch2/catch.hpp>

#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: the lower value is served first, and the log has the priority's name") {
  ApiBench bench({.name = "gfx", .credit_limit = 1});
  drm::Api& api = *bench.api;
  std::vector<drm::EntityPtr> entities;
  bench.is_scripted = true;  // jobs are done at once
  bench.in_task([&] {
    api.drm_sched_wqueue_stop(*bench.scheduler);
    for (unsigned i = kPriorityCount; i-- > 0;) {  // low first
      const auto priority = static_cast<Priority>(i);
      const std::string name = priority_name(priority);
      entities.push_back(bench.add_entity(name, *bench.scheduler, priority));
      api.dma_fence_put(bench.submit(name, nullptr, entities.back().get()));
    }
    api.drm_sched_wqueue_start(*bench.scheduler);
    bench.world.cpu().sleep_for(1);
    for (const drm::EntityPtr& entity : entities) {
      api.drm_sched_entity_destroy(*entity, bench.process);
    }
  });
  CHECK(bench.log.jobs("scheduled") == "kernel high normal low");
  CHECK(bench.log.lines({"entity_init"}).back() ==
        "0 entity_init entity=kernel prio=kernel nsched=1");
  entities.clear();
  bench.tear_down();
}

}  // namespace
}  // namespace drmsim::drm::test
