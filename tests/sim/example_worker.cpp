// current_work(): code that is called from several places finds out which item it runs for.
#include "sim/worker.h"

#include "sim/workqueue.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"
#include "tests/sim/test_item.h"

namespace drmsim::sim {
namespace {

TEST_CASE(
    "example: a function knows the item that its kworker executes, and whether a timer did it") {
  World world;
  Diary diary(world);
  Workqueue queue(world, "queue", WorkqueueKind::ordered);
  TestDelayedItem* watchdog = nullptr;
  std::vector<std::uint64_t> executions;
  const auto recover = [&] {
    const Worker* worker = world.workers().of(world.cpu().current());
    if (worker == nullptr) return diary("by a task");
    CHECK(worker->queue == &queue);
    CHECK(worker->current == &watchdog->work);
    diary(worker->expired ? "timeout" : "at once");
    executions.push_back(worker->execution);
  };
  TestDelayedItem item(world, "watchdog", recover);
  watchdog = &item;
  world.spawn_task("client", [&] {
    recover();
    queue.queue_delayed(item.work, 50);
    world.cpu().sleep_for(60);
    queue.mod_delayed(item.work, 0);
    Workqueue::flush(item.work);
  });
  world.run();
  CHECK(diary.lines() == Lines{"by a task", "timeout 50", "at once 60"});
  REQUIRE(executions.size() == 2);
  CHECK(executions[0] != executions[1]);  // though one worker did both
}

}  // namespace
}  // namespace drmsim::sim
