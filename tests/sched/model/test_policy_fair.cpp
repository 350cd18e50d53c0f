// The fair policy: who has had least of the hardware comes first.
#include <catch2/catch.hpp>

#include "sched/model/entity_stats.h"
#include "sched/model/ewma.h"
#include "sched/model/policy_fair.h"
#include "tests/sched/model/support/one_gpu.h"

namespace drmsim::drm::test {
namespace {

GpuOptions fair(GpuOptions options = {}) {
  options.release = ReleaseId::linux_7_3;
  options.policy = "fair";
  options.credit_limit = 1;
  return options;
}

void submit_many(OneGpu& one, Entity& entity, const std::string& prefix, int count,
                 sim::TimeNs duration_ns) {
  one.rig.at(0, [&one, &entity, prefix, count, duration_ns] {
    for (int i = 0; i < count; ++i) {
      one.rig.submit(entity, {.name = prefix + std::to_string(i), .duration_ns = duration_ns});
    }
  });
}

// How many of the first `first` jobs that were scheduled have that prefix.
int share(OneGpu& one, char prefix, std::size_t first) {
  int count = 0;
  const Lines lines = one.rig.log.lines({"scheduled"});
  for (std::size_t i = 0; i < first && i < lines.size(); ++i) {
    if (lines[i].find(std::string("job=") + prefix) != std::string::npos) ++count;
  }
  return count;
}

TEST_CASE("Ewma: the first value, then a quarter of each") {
  Ewma average;
  CHECK(average.read() == 0);
  average.add(100);
  CHECK(average.read() == 100);
  average.add(200);
  CHECK(average.read() == 125);
  average.add(0);
  CHECK(average.read() == 93);
}

TEST_CASE("fair: time counts, not jobs") {
  OneGpu one(fair());
  Entity& other = one.rig.add_entity("b", {&one.gpu});
  submit_many(one, one.entity, "long", 30, 40'000);
  submit_many(one, other, "short", 30, 10'000);
  one.rig.run();
  CHECK(share(one, 's', 25) >= 18);
  one.expect_clean();
}

TEST_CASE("fair: a lower priority gets less, but is not starved") {
  OneGpu one(fair());
  Entity& low = one.rig.add_entity("b", {&one.gpu}, Priority::low);
  submit_many(one, one.entity, "normal", 60, 10'000);
  submit_many(one, low, "low", 60, 10'000);
  one.rig.run();
  const int low_jobs = share(one, 'l', 60);
  CHECK(low_jobs >= 4);  // about 1 in 9
  CHECK(low_jobs <= 10);
  one.expect_clean();
}

TEST_CASE("fair: who was idle does not make up for it") {
  OneGpu one(fair());
  Entity& late = one.rig.add_entity("b", {&one.gpu});
  submit_many(one, one.entity, "always", 40, 10'000);
  one.rig.at(200'000, [&] {
    for (int i = 0; i < 20; ++i) {
      one.rig.submit(late, {.name = "z" + std::to_string(i), .duration_ns = 10'000});
    }
  });
  one.rig.run();
  const Lines lines = one.rig.log.lines({"scheduled"});
  int late_jobs = 0;
  for (std::size_t i = 20; i < 40; ++i) {
    if (lines[i].find("job=z") != std::string::npos) ++late_jobs;
  }
  CHECK(late_jobs >= 9);
  CHECK(late_jobs <= 12);
  one.expect_clean();
}

TEST_CASE("fair: a higher priority overtakes who came to the front before it") {
  OneGpu one(fair());
  Entity& high = one.rig.add_entity("b", {&one.gpu}, Priority::high);
  one.rig.at(0, [&] {
    one.rig.submit(one.entity, {.name = "first"});
    one.rig.submit(one.entity, {.name = "second"});
    one.rig.submit(high, {.name = "urgent"});
  });
  one.rig.run();
  CHECK(one.rig.log.jobs("scheduled") == "urgent first second");
  one.expect_clean();
}

TEST_CASE("fair: an entity is killed while its jobs wait, and is gone from the tree") {
  OneGpu one(fair());
  Entity& other = one.rig.add_entity("b", {&one.gpu});
  submit_many(one, one.entity, "killed", 3, 10'000);
  submit_many(one, other, "other", 3, 10'000);
  one.rig.at(5'000, [&] { one.entity.drm_sched_entity_fini(); });
  one.rig.run();
  CHECK(one.rig.log.jobs("scheduled").find("other2") != std::string::npos);
  CHECK(one.rig.hazards().empty());
}

TEST_CASE("fair: an entity is back in the tree, and its statistics are freed") {
  OneGpu one(fair());
  const auto policy = make_policy_fair();
  one.rig.at(0, [&] {
    one.entity.drm_sched_entity_fini();
    policy->queue_filled(one.entity, 0);
  });
  one.rig.run();
  CHECK(one.rig.hazards() == Lines{"use_after_free"});
}

}  // namespace
}  // namespace drmsim::drm::test
