// A ring buffer with room for two: writers wait for room, readers for entries.
#include "sim/wait_queue.h"

#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a writer waits for room with a time limit, and the last moment is in time") {
  World world;
  Diary diary(world);
  WaitQueue room(world, "room in the ring");
  WaitQueue entries(world, "entries");
  int used = 0;
  world.spawn_task("reader", [&] {
    world.cpu().sleep_for(100);  // the very moment at which the writer would give up
    // The loop by hand: a wake-up between the check and the sleep is not lost.
    WaitQueue::Wait wait(entries, kForever);
    while (used == 0) wait.sleep();
    --used;
    room.wake_up();
  });
  world.spawn_task("writer", [&] {
    for (int i = 1; i <= 4; ++i) {
      if (!room.wait_event_timeout([&] { return used < 2; }, i == 3 ? 100 : 60)) {
        diary("no room for " + std::to_string(i));
        continue;
      }
      ++used;
      entries.wake_up();
      diary("wrote " + std::to_string(i));
    }
  });
  world.run();
  CHECK(diary.lines() == Lines{"wrote 1", "wrote 2", "wrote 3 100", "no room for 4 160"});
  CHECK(std::string(room.name()) == "room in the ring");
}

}  // namespace
}  // namespace drmsim::sim
