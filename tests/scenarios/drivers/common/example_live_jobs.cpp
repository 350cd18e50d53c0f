// A driver that may go away only when all of its jobs have been freed.
#include "scenarios/drivers/common/live_jobs.h"

#include <catch2/catch.hpp>

namespace drmsim::scenarios {

TEST_CASE("example: an unload waits for the last job, not for the first") {
  sim::World world;
  LiveJobs jobs(world);
  sim::TimeNs unloaded_ns = 0;
  jobs.made();
  jobs.made();
  world.spawn_task("unload", [&] {
    jobs.wait_until_none();
    unloaded_ns = world.now();
    jobs.wait_until_none();  // there is none: returns at once
  });
  world.spawn_task("free", [&] {
    world.cpu().sleep_until(1'000);
    jobs.freed();
    CHECK(jobs.count() == 1);
    world.cpu().sleep_until(3'000);
    jobs.freed();
  });
  world.run();
  CHECK(unloaded_ns == 3'000);
  CHECK(world.cpu().blocked().empty());
}

}  // namespace drmsim::scenarios
