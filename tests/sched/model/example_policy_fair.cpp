// A game and a compiler on one ring: who has had least of the hardware comes first.
#include "sched/model/policy_fair.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/sched/model/support/one_gpu.h"

namespace drmsim::drm::test {
namespace {

GpuOptions one_at_a_time(const char* policy) {
  GpuOptions options;
  options.credit_limit = 1;
  options.policy = policy;
  options.release = ReleaseId::linux_7_3;
  return options;
}

TEST_CASE("example: with the fair policy a frame does not wait behind a backlog") {
  const auto longest_wait_ns = [](const char* policy) {
    OneGpu one(one_at_a_time(policy));
    Entity& game = one.rig.add_entity("game", {&one.gpu});
    one.rig.at(0, [&] {  // a compiler's forty jobs
      for (int i = 0; i < 40; ++i) {
        one.rig.submit(one.entity, {.name = "job" + std::to_string(i), .duration_ns = 100'000});
      }
    });
    sim::TimeNs longest_ns = 0;
    one.rig.at(0, [&] {
      for (sim::TimeNs at_ns = 550'000; at_ns < 3'000'000; at_ns += 500'000) {
        one.rig.world.cpu().sleep_until(at_ns);
        const std::string name = "frame" + std::to_string(at_ns);
        FakeJob& job = one.rig.init_job(game, {.name = name, .duration_ns = 10'000});
        job.drm_sched_job_arm();
        Fence* scheduled = dma_fence_get(&job.scheduled());
        game.drm_sched_entity_push_job(job, one.rig.process);
        scheduled->dma_fence_wait_timeout();
        longest_ns = std::max(longest_ns, one.rig.world.now() - at_ns);
        dma_fence_put(scheduled);
      }
    });
    one.rig.run();
    one.expect_clean();
    return longest_ns;
  };
  CHECK(longest_wait_ns("fair") <= 100'000);  // for the job that executes
  CHECK(longest_wait_ns("fifo") > 1'000'000);
}

TEST_CASE("example: with the fair policy high priority has four times as much as normal") {
  CHECK(make_policy_fair()->serves_all_priorities());  // it knows what they mean
  OneGpu one(one_at_a_time("fair"));
  Entity& high = one.rig.add_entity("high", {&one.gpu}, Priority::high);
  one.rig.at(0, [&] {
    for (int i = 0; i < 60; ++i) {
      one.rig.submit(one.entity, {.name = "n" + std::to_string(i)});
      one.rig.submit(high, {.name = "h" + std::to_string(i)});
    }
  });
  one.rig.run_until(500'000);  // fifty jobs
  const std::string done = one.rig.log.jobs("finished");
  const auto normal = std::count(done.begin(), done.end(), 'n');
  const auto of_high = std::count(done.begin(), done.end(), 'h');
  CHECK(normal + of_high == 50);
  CHECK(of_high >= 3 * normal);
  CHECK(of_high <= 5 * normal);
  one.rig.run();
  one.expect_clean();
}

}  // namespace
}  // namespace drmsim::drm::test
