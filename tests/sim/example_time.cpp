// Deadlines: durations with their units, and a timeout that never comes.
#include "sim/time.h"

#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a deadline is now and a timeout, and kForever of either kind never comes") {
  using namespace literals;
  World world;
  const auto deadline_ns = [&](TimeNs timeout_ns) {
    return saturating_add(world.now(), timeout_ns);
  };
  bool woken = true;
  world.spawn_task("client", [&] {
    world.cpu().sleep_for(2_us);
    CHECK(deadline_ns(3_us) == 5'000_ns);
    CHECK(deadline_ns(kForever) == kForever);  // not 1999
    CHECK(deadline_ns(kForever - 1) == kForever);
    woken = world.cpu().block_until(deadline_ns(1_ms), "an answer", 0);
    world.cpu().block_until(deadline_ns(kForever), "an answer", 0);
    FAIL("it never comes");
  });
  world.run();
  CHECK_FALSE(woken);
  CHECK(world.now() == 1_ms + 2_us);  // a deadline of kForever lets no time pass
  CHECK(1_s == 1'000_ms);
  world.end();
}

}  // namespace
}  // namespace drmsim::sim
