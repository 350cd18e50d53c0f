// A run_job that allocates where its fence depends on it, and the way it should be done.
#include "sim/signalling_section.h"

#include "sim/memory.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: memory is allocated before the section that a fence's signalling depends on") {
  struct Driver {
    void prepare_job() { world.memory().check_allocation(Gfp::kernel, "the indirect buffer"); }
    void run_job(bool prepared) {
      const SignallingSection section(world);
      CHECK(world.cpu().current()->in_signalling_path());
      world.memory().check_allocation(Gfp::atomic, "a note that may fail");
      if (!prepared) prepare_job();
    }
    World& world;
  };
  World world;
  Driver driver{world};
  world.spawn_task("good", [&] {
    driver.prepare_job();
    driver.run_job(true);
    CHECK_FALSE(world.cpu().current()->in_signalling_path());
  });
  world.run();
  CHECK(world.hazards().empty());
  world.spawn_task("bad", [&] { driver.run_job(false); });
  world.run();
  CHECK(hazard_names(world) == Lines{"allocation_in_signalling_path"});
  CHECK(world.hazards().all().front().where.function() == std::string("prepare_job"));
}

}  // namespace
}  // namespace drmsim::sim
