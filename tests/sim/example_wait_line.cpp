// Reading a report of a stall as data: who waits for whom, line by line.
#include "sim/wait_line.h"

#include <map>

#include "sim/mutex.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: the lines of a stall lead from any victim into the cycle") {
  World world;
  Mutex a(world, "a");
  Mutex b(world, "b");
  const auto take = [&](const char* name, Mutex& first, Mutex& second) {
    world.spawn_task(name, [&] {
      const MutexGuard outer(first);
      world.cpu().sleep_for(10);
      const MutexGuard inner(second);
    });
  };
  take("left", a, b);
  take("right", b, a);
  world.spawn_task("victim", [&] { const MutexGuard guard(b); });
  world.run();
  world.hazards().report(HazardKind::stall, Where::here(), "machine", "nothing goes on");
  std::map<std::string, WaitLine> by_waiter;
  for (const WaitLine& line : world.hazards().all().back().waits) by_waiter[line.who] = line;
  REQUIRE(by_waiter.size() == 3);
  CHECK_FALSE(by_waiter["victim"].in_cycle);
  std::string who = "victim";
  Lines path;
  for (int i = 0; i < 4; ++i) {
    path.push_back(who);
    who = by_waiter[who].waker;
  }
  CHECK(path == Lines{"victim", "right", "left", "right"});
  CHECK(by_waiter["left"].in_cycle);
  CHECK(by_waiter["left"].waits_for == "mutex b");
  CHECK_THAT(by_waiter["left"].why, Catch::Contains("took it at example_wait_line.cpp:"));
  world.end();
}

}  // namespace
}  // namespace drmsim::sim
