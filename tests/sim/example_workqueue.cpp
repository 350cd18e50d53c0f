// A driver's remove: what has to be cancelled, what has to be finished, and in which order.
#include "sim/workqueue.h"

#include "tests/sim/sim_test.h"
#include "tests/sim/test_item.h"

namespace drmsim::sim {
namespace {

TEST_CASE(
    "example: a removal cancels what queues itself, finishes the rest, and then takes the queue") {
  World world;
  Diary diary(world);
  int polls = 0;
  world.spawn_task("remove", [&] {
    Workqueue queue(world, "driver", WorkqueueKind::ordered);
    TestItem free_bo(world, "free:bo", [&] {
      world.cpu().sleep_for(10);
      diary("freed");
    });
    TestDelayedItem* self = nullptr;
    TestDelayedItem poll(world, "poll:fan", [&] {
      ++polls;
      queue.queue(free_bo.work);
      world.cpu().sleep_for(5);
      queue.queue_delayed(self->work, 20);  // for ever
    });
    self = &poll;
    CHECK(queue.queue(poll.work));
    CHECK_FALSE(queue.queue(poll.work));  // once is enough
    world.cpu().sleep_for(2);
    // Running: it waits, and what the item queues meanwhile is refused.
    Workqueue::cancel_sync(poll.work);
    diary("cancelled");
    CHECK_FALSE(poll.work.pending());
    CHECK_FALSE(queue.idle());  // the other item is not cancelled with it
    queue.drain();
    diary("drained");
    CHECK(queue.idle());
  });
  world.run();
  CHECK(polls == 1);
  CHECK(diary.lines() == Lines{"cancelled 5", "freed 15", "drained 15"});
  CHECK(world.hazards().empty());  // the queue and its items went in order
}

}  // namespace
}  // namespace drmsim::sim
