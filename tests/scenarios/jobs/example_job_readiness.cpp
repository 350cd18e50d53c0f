// What a job waits for: a submitter tells of each fence that has not signalled; the events of jobs
// take theirs off, and whoever signals a software fence tells.
#include "scenarios/jobs/job_readiness.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/scenarios/support/model_bench.h"

namespace drmsim::scenarios {
namespace {

struct ReadyJobs final : JobReadiness::Listener {
  explicit ReadyJobs(const sim::World& world) : world_(world) {}
  void became_ready(sim::JobTag job, sim::TimeNs now_ns) override {
    said.push_back(world_.names().text(job) + " " + std::to_string(now_ns));
  }
  std::vector<std::string> said;

 private:
  const sim::World& world_;
};

}  // namespace

TEST_CASE("example: a job is ready when the last fence that it waits for has signalled") {
  tests::ModelBench bench;
  sim::World& world = bench.world;
  JobReadiness readiness(world.log());
  ReadyJobs listener(world);
  readiness.set_listener(&listener);
  const sim::JobTag draw{world.intern("draw")};
  const sim::JobTag show{world.intern("show")};
  drm::Fence& vblank = bench.fence();

  bench.in_task([&] {
    drm::Fence& past = bench.fence();
    bench.api->dma_fence_signal(past);
    readiness.add(show, past, *bench.api);  // has signalled: ignored
    CHECK(readiness.is_ready(show));
    readiness.add(show, {.job = draw});
    readiness.add(show, vblank, *bench.api);
    bench.api->dma_fence_put(&past);
    REQUIRE(readiness.missing(show).size() == 2);
    CHECK(readiness.missing(show)[0].text(world.names()) == "fence of draw");

    world.log().emit(sim::EventKind::scheduled, draw, world.intern("gfx"));  // not its end
    CHECK(readiness.missing(show).size() == 2);
    world.log().emit(sim::EventKind::finished, draw, world.intern("gfx"), 0);
    REQUIRE(readiness.missing(show).size() == 1);
    CHECK(readiness.missing(show)[0].job.bits() == 0);  // software's

    world.cpu().sleep_for(16'000);
    readiness.software_fence_signals(vblank, *bench.api, world.now());
    bench.api->dma_fence_signal(vblank);
    bench.api->dma_fence_put(&vblank);
  });
  CHECK(readiness.is_ready(show));
  CHECK(listener.said == std::vector<std::string>{"show 16000"});
}

TEST_CASE("example: who waits for a job to be scheduled is ready before it has finished") {
  sim::World world;
  JobReadiness readiness(world.log());
  const sim::JobTag first{world.intern("first")};
  const sim::JobTag second{world.intern("second")};
  readiness.add(second, {.job = first, .scheduled = true});
  world.log().emit(sim::EventKind::scheduled, first, world.intern("gfx"));
  CHECK(readiness.is_ready(second));
}

}  // namespace drmsim::scenarios
