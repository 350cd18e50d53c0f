// Interrupt mitigation: the handler keeps its line off while a work item polls the device.
#include "sim/irq_line.h"

#include "sim/timed_event.h"
#include "sim/workqueue.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"
#include "tests/sim/test_item.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a line that is off while its device is polled gives one interrupt for many") {
  World world;
  Diary diary(world);
  IrqLine line(world, "net");
  Workqueue queue(world, "poll", WorkqueueKind::ordered);
  int packets = 0;
  TestItem poll(world, "poll:net", [&] {
    while (packets > 0) {
      --packets;
      world.cpu().sleep_for(20);
    }
    diary("polled");
    line.enable();
  });
  line.request([&] {
    diary("irq");
    line.disable_nosync();  // disable() would wait for this very handler
    queue.queue(poll.work);
  });
  TimedCallback arrival(world.timeline(), [&] {
    ++packets;
    line.raise();
    if (world.now() < 50) arrival.arm_after(10);  // 10, 20, ... 50
  });
  arrival.arm_after(10);
  world.run_until(30);
  CHECK_FALSE(line.running());
  CHECK(line.pending());  // raised while it is off: kept for later, once
  world.run();
  // Five packets of 20 ns; the enable delivers one interrupt for the four that came meanwhile.
  CHECK(diary.lines() == Lines{"irq 10", "polled 110", "irq 110", "polled 110"});
  CHECK_FALSE(line.pending());
  CHECK(world.hazards().empty());
}

}  // namespace
}  // namespace drmsim::sim
