// A program outside the project, on the installed package: a world with one task that sleeps.
#include <cstdio>

#include "sim/world.h"

int main() {
  drmsim::sim::World world;
  world.spawn_task("sleeper", [&world] { world.cpu().sleep_for(10'000); });
  world.run();
  std::printf("%llu\n", static_cast<unsigned long long>(world.now()));
  return world.now() == 10'000 ? 0 : 1;
}
