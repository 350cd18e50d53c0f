// A checker that counts the references that are left when a job is freed.
#include "sched/api/job_inspector.h"

#include <catch2/catch.hpp>

#include "sched/api/errno_codes.h"
#include "tests/sched/api/support/api_bench.h"

namespace drmsim::drm::test {
namespace {

TEST_CASE(
    "example: an inspector looks at a job's fences after its event, before its driver frees it") {
  class Checker final : public drm::JobInspector {
   public:
    Checker(ApiBench& bench) : bench_(bench) {}
    void before_free(drm::Api& api, drm::Job& job, sim::JobTag tag) override {
      CHECK(bench_.log.lines({"free_job"}).back() ==
            "1 free_job job=" + bench_.world.names().text(tag));
      CHECK(bench_.calls.back() != "free_job " + bench_.world.names().text(tag));
      const drm::Fence* parent = api.parent(job);
      REQUIRE(parent != nullptr);
      CHECK(api.test_signaled(*parent));
      error = api.error(*parent);
    }
    int error = 0;

   private:
    ApiBench& bench_;
  };
  ApiBench bench;
  Checker checker(bench);
  bench.api->set_inspector(&checker);
  bench.in_task([&] {
    bench.api->dma_fence_put(bench.submit("j0"));
    bench.world.cpu().sleep_for(1);
    bench.complete(-kEio);
    bench.world.cpu().sleep_for(1);
    CHECK(bench.calls.back() == "free_job j0");
  });
  CHECK(checker.error == -kEio);
  bench.api->set_inspector(nullptr);  // nobody looks
  bench.tear_down();
}

}  // namespace
}  // namespace drmsim::drm::test
