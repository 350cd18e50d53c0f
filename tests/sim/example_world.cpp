// A run in slices, looked at in between, and ended while somebody still waits.
#include "sim/world.h"

#include "sim/completion.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a World is run in slices, and ended before what its contexts refer to") {
  WorldOptions options;
  options.steps_max = 1'000;
  World world(options);
  Completion never(world, "an answer that never comes");
  int samples = 0;
  bool unwound = false;
  world.spawn_task("sampler", [&] {
    for (; samples < 10; ++samples) world.cpu().sleep_for(1'000);
  });
  world.spawn_task("client", [&] {
    struct OnStack {
      bool& gone;
      ~OnStack() { gone = true; }
    } const on_stack{unwound};
    never.wait();
    FAIL("nobody answers");
  });

  world.run_until(3'500);
  CHECK(world.now() == 3'500);  // though nothing is due then
  CHECK(samples == 3);
  world.run();
  CHECK(world.now() == 10'000);  // all is done that can be
  CHECK(samples == 10);
  CHECK(world.limit() == Limit::none);
  CHECK_FALSE(unwound);

  world.end();  // by an exception on the stack of the client
  CHECK(unwound);
  world.hazards().report(HazardKind::contract, Where::here(), "example", "too late to be told");
  CHECK(world.hazards().empty());
}

TEST_CASE("example: what leaves a context comes out of run, and a run without end has a limit") {
  {
    World world;
    world.spawn_task("broken", [] { throw std::runtime_error("no such ring"); });
    CHECK_THROWS_WITH(world.run(), "no such ring");
    CHECK(world.stopped());
  }
  WorldOptions options;
  options.steps_max = 1'000;
  World world(options);
  world.spawn_task("for ever", [&] {
    for (;;) world.cpu().sleep_for(5);
  });
  world.run();
  CHECK(world.limit() == Limit::steps);
  CHECK(world.hazards().empty());  // nothing is wrong with it
}

}  // namespace
}  // namespace drmsim::sim
