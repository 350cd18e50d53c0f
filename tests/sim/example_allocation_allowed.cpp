// Code that allocates where it must not, and is known to: only that is excused.
#include "sim/allocation_allowed.h"

#include "sim/memory.h"
#include "sim/signalling_section.h"
#include "sim/spinlock.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a known allocation is excused for its context and its scope alone") {
  World world;
  SpinLock lock(world, "lock");
  const auto allocate = [&] { world.memory().check_allocation(Gfp::kernel, "a devcoredump"); };
  world.spawn_task("recovery", [&] {
    const SignallingSection section(world);
    {
      const AllocationAllowed known(world.cpu());
      allocate();
      world.cpu().sleep_for(10);  // meanwhile the other context allocates
      allocate();
      CHECK(world.hazards().all().size() == 1);
      const SpinGuard guard(lock);
      allocate();  // a spinlock is no less held
    }
    allocate();
  });
  world.spawn_task("other", [&] {
    const SignallingSection section(world);
    allocate();
  });
  world.run();
  CHECK(hazard_names(world) ==
        Lines{"allocation_in_signalling_path", "sleep_in_atomic", "allocation_in_signalling_path"});
  CHECK(world.names().text(world.hazards().all()[0].context) == "other");
}

}  // namespace
}  // namespace drmsim::sim
