// fdinfo: the GPU time of a client, read after it has closed its entity.
#include "sched/model/entity_stats.h"

#include <catch2/catch.hpp>

#include "tests/sched/model/support/one_gpu.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE("example: a meter outlives the entity, and jobs go on writing to it") {
  OneGpu one({.credit_limit = 1, .release = ReleaseId::linux_7_3});
  EntityStats* meter = EntityStats::drm_sched_entity_stats_get(one.entity.stats());
  REQUIRE(meter != nullptr);
  one.submit_at(0, {{.name = "a", .duration_ns = 30'000}, {.name = "b", .duration_ns = 50'000}});
  one.rig.at(40'000, [&] {
    CHECK(meter->runtime_ns == 30'000);  // of the jobs that are freed
    CHECK(meter->avg_job_us.read() == 30);
    one.entity.drm_sched_entity_fini();  // it lets go of its own reference; b is on the hardware
  });
  one.rig.run();
  {
    const sim::SpinGuard guard(meter->lock);
    CHECK(meter->runtime_ns == 80'000);
    CHECK(meter->avg_job_us.read() == 35);  // the latest counts a quarter
  }
  CHECK_FALSE(meter->freed());
  EntityStats::drm_sched_entity_stats_put(meter);  // the last one
  CHECK(meter->freed());
  EntityStats::drm_sched_entity_stats_put(nullptr);
  CHECK(one.rig.hazards().empty());
}

}  // namespace
}  // namespace drmsim::drm::test
