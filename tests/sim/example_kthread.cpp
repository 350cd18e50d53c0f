// A submission thread that stands still over a suspend, and ends with its device.
#include "sim/kthread.h"

#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE(
    "example: a suspend parks the thread of a ring, a resume lets it go on, remove stops it") {
  World world;
  Diary diary(world);
  WaitQueue jobs(world, "jobs");
  int queued = 0;
  Kthread* self = nullptr;
  Kthread thread(world, "submit:gfx", "main", Delay::fixed(3), [&] {
    while (!self->should_stop()) {
      self->wait_event(jobs, [&] {
        if (self->should_park()) self->parkme();
        return queued > 0 || self->should_stop();
      });
      if (queued == 0) continue;
      --queued;
      world.cpu().sleep_for(40);
      diary("job");
    }
    diary("ends");
  });
  self = &thread;
  const auto push = [&] {
    ++queued;
    jobs.wake_up();
  };
  world.run();
  CHECK(world.cpu().blocked().empty());  // a thread without work does not hang
  world.spawn_task("pm", [&] {
    push();
    world.cpu().sleep_for(10);
    CHECK(thread.park());  // waits for what the thread is doing
    diary("suspended");
    push();
    world.cpu().sleep_for(100);
    CHECK_FALSE(thread.park());  // twice
    thread.unpark();
    world.cpu().sleep_for(100);
    thread.stop();  // waits until it has returned
    diary("removed");
  });
  world.run();
  // 3 ns from a wake-up until the thread runs.
  CHECK(diary.lines() == Lines{"job 43", "suspended 43", "job 186", "ends 246", "removed 246"});
  CHECK(hazard_names(world) == Lines{"warning"});
}

}  // namespace
}  // namespace drmsim::sim
