// A handler that finds nothing wrong gives the job back, in the way that the release has: or nobody
// would ever free it.
#include "scenarios/drivers/common/no_hang.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/drivers/common/scheduler_bench.h"

namespace drmsim::scenarios {
namespace {

// A job that takes longer than its timeout, and ends. Returns what the handler answered.
std::vector<drm::SchedStat> answers_for_a_slow_job(drm::ReleaseId release) {
  std::vector<drm::SchedStat> answers;
  tests::SchedulerBench bench(10'000'000, drm::Release(release));
  drm::Fence* hardware = nullptr;
  bench.on_run = [&](drm::Job&) {
    hardware = &bench.fence();
    bench.api->dma_fence_get(hardware);
    return drm::RunJobResult::hardware_fence(hardware);
  };
  bench.on_timeout = [&](drm::Job& job) {
    answers.push_back(answer_no_hang(*bench.api, *bench.scheduler, job));
    return answers.back();
  };
  bench.in_task([&] {
    drm::Fence* finished = bench.submit("slow");
    bench.world.cpu().sleep_until(15'000'000);
    bench.api->dma_fence_signal(*hardware);
    bench.api->dma_fence_put(hardware);
    bench.api->dma_fence_put(finished);
    bench.world.cpu().sleep_until(16'000'000);
    CHECK(bench.freed == "slow ");
    bench.take_down();
  });
  CHECK(bench.world.hazards().empty());
  return answers;
}

}  // namespace

TEST_CASE("example: a slow job is given back to the scheduler, by hand where that is the way") {
  using drm::SchedStat;
  CHECK(answers_for_a_slow_job(drm::ReleaseId::linux_6_12) ==
        std::vector<SchedStat>{SchedStat::nominal});
  CHECK(answers_for_a_slow_job(drm::ReleaseId::linux_7_3) ==
        std::vector<SchedStat>{SchedStat::no_hang});
}

}  // namespace drmsim::scenarios
