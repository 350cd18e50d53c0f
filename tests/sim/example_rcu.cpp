// A table that is replaced under its readers: the old one is freed when nobody looks any more.
#include "sim/rcu.h"

#include "sim/tracked.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a writer publishes a new table, and frees the old one after a grace period") {
  struct Table final : Tracked {
    Table(World& world, int v) : Tracked(world, "table", Where::here()), value(v) {}
    std::string label() const override { return std::to_string(value); }
    int value;
  };
  for (const bool waits : {true, false}) {
    World world;
    Diary diary(world);
    auto* current = new Table(world, 1);
    const auto read = [&](TimeNs for_ns) {
      world.rcu().read_lock();
      const Table* table = current;
      world.cpu().spend(for_ns);  // it may not sleep
      table->check_alive("the reader's table", Where::here());
      diary(fmt::format("read {}", table->value));
      world.rcu().read_unlock();
    };
    world.spawn_task("reader", [&] { read(100); });
    world.spawn_task("writer", [&] {
      world.cpu().sleep_for(10);
      Table* old = std::exchange(current, new Table(world, 2));
      if (waits) world.rcu().synchronize();
      world.memory().free(*old);
      diary("freed");
    });
    world.spawn_task("late reader", [&] {
      world.cpu().sleep_for(50);
      read(200);  // began after the writer asked: nobody waits for it
    });
    world.run();
    if (waits) {
      CHECK(diary.lines() == Lines{"read 1 100", "freed 100", "read 2 250"});
      CHECK(world.hazards().empty());
    } else {
      CHECK(hazard_names(world) == Lines{"use_after_free"});
    }
    world.end();
  }
}

}  // namespace
}  // namespace drmsim::sim
