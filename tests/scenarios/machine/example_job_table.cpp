// Fences by the name of their job: whoever asks before the job is armed waits for that, and the
// last that was expected to ask takes the table's own reference.
#include "scenarios/machine/job_table.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/support/model_bench.h"

namespace drmsim::scenarios {

TEST_CASE("example: two submitters name a job before it is submitted, a third one does not ask") {
  tests::ModelBench bench;
  JobTable jobs(bench.world, *bench.api);
  drm::Fence& finished = bench.fence();
  const auto references = [&] { return bench.api->references(finished); };
  for (int i = 0; i < 3; ++i) jobs.expect("draw");
  jobs.expect("never_submitted");
  std::vector<sim::TimeNs> asked_ns;
  for (int i = 0; i < 2; ++i) {
    bench.world.spawn_task("client:asks", [&] {
      drm::Fence* fence = jobs.wait("draw");
      CHECK(fence == &finished);
      asked_ns.push_back(bench.world.now());
      bench.api->dma_fence_put(fence);
    });
  }
  bench.in_task([&] {
    bench.world.cpu().sleep_until(5'000);
    CHECK(asked_ns.empty());
    jobs.armed("draw", finished);
    jobs.armed("nobody_asks", finished);  // no reference
    CHECK(references() == 2);
    bench.world.cpu().sleep_until(6'000);
    CHECK(asked_ns == std::vector<sim::TimeNs>{5'000, 5'000});
    CHECK(references() == 2);  // one may ask still
    jobs.forget("draw");
    CHECK(references() == 1);

    jobs.never("never_submitted");
    CHECK(jobs.wait("never_submitted") == nullptr);
    bench.api->dma_fence_signal(finished);
    bench.api->dma_fence_put(&finished);
  });
  CHECK(bench.world.hazards().empty());
}

TEST_CASE("example: what nobody has asked for is dropped, and a stall says which job it was") {
  tests::ModelBench bench;
  JobTable jobs(bench.world, *bench.api);
  drm::Fence& finished = bench.fence();
  jobs.expect("draw");
  jobs.expect("missing");
  jobs.armed("draw", finished);
  CHECK(bench.api->references(finished) == 2);
  jobs.drop_all();
  CHECK(bench.api->references(finished) == 1);

  bench.in_task([&] { jobs.wait("missing"); });
  REQUIRE(bench.world.cpu().blocked().size() == 1);
  const std::string awaited = bench.world.cpu().blocked().front()->waiting_for();
  CHECK(awaited == "submission of job missing");
  CHECK(JobTable::is_submission(awaited));
  CHECK_FALSE(JobTable::is_submission("mutex reset_lock"));
}

}  // namespace drmsim::scenarios
