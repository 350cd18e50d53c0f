// A counter that an interrupt handler shares with a task: which lock call belongs where.
#include "sim/spinlock.h"

#include "sim/irq_line.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: what a handler shares is locked with interrupts off elsewhere") {
  struct Statistics {
    void irq() {
      const SpinGuard guard(lock);  // a handler's interrupts are off already
      add(1);
    }
    void add(int more) {
      lock.assert_held();
      events += more;
    }
    World& world;
    SpinLock lock{world, "stats_lock"};
    int events = 0;
  };
  const bool irqsave = GENERATE(true, false);
  World world;
  Statistics statistics{world};
  IrqLine line(world, "gfx");
  line.request([&] { statistics.irq(); });
  world.spawn_task("client", [&] {
    if (irqsave) {
      const SpinIrqGuard guard(statistics.lock);
      line.raise();  // on a processor of its own: it spins
      world.cpu().spend(1'000);
      statistics.add(10);
      CHECK(statistics.events == 10);
    } else {
      line.raise();
      const SpinGuard guard(statistics.lock);
      statistics.add(10);
    }
  });
  world.run();
  CHECK(statistics.events == 11);
  // On one processor the handler would spin for ever, though it did not in this run.
  CHECK(hazard_names(world) == (irqsave ? Lines{} : Lines{"irq_unsafe_lock"}));
}

}  // namespace
}  // namespace drmsim::sim
