// What the examples of strategies explore: two tasks that add 1 to a counter in two steps. The
// plain run counts both; a run in which one comes between the steps of the other loses an update.
#pragma once

#include <cstdint>

#include "sim/world.h"

namespace drmsim::sim {

// Whether a run under this strategy loses an update; null: the plain run.
inline bool loses_update(Strategy* strategy, std::uint64_t seed = 1) {
  WorldOptions options;
  options.strategy = strategy;
  options.seed = seed;
  World world(options);
  int counter = 0;
  for (const char* name : {"a", "b"}) {
    world.spawn_task(name, [&] {
      const int read = counter;
      world.point(Point::atomic);
      counter = read + 1;
    });
  }
  world.run();
  return counter != 2;
}

}  // namespace drmsim::sim
