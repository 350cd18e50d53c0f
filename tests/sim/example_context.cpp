// A thread that serves requests goes by the name of the request, as a kworker by that of its item.
#include "sim/context.h"

#include "sim/irq_line.h"
#include "sim/spinlock.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a context is blamed by the name that it goes by, and knows what it may do") {
  World world;
  SpinLock lock(world, "lock");
  IrqLine line(world, "gfx");
  const auto may_sleep = [&] { return !world.cpu().current()->in_atomic(); };
  Context& server = world.spawn_task("server", [&] {
    Context& self = *world.cpu().current();
    const ActorId actor = self.actor();
    self.set_name(world.intern("request:open"), "open");
    CHECK(may_sleep());
    world.cpu().sleep_for(10);
    self.set_name(world.intern("request:submit"), "submit");
    {
      const SpinIrqGuard guard(lock);
      CHECK_FALSE(may_sleep());
      CHECK(self.irqs_off());
      world.cpu().sleep_for(10);
    }
    CHECK(self.actor() == actor);  // a name is not an identity
  });
  CHECK(std::string(server.role()) == "client");
  line.request([&] {
    CHECK(world.cpu().current()->kind() == ContextKind::hardirq);
    CHECK_FALSE(may_sleep());
    CHECK(world.cpu().current()->irqs_off());
  });
  line.raise();
  world.run();
  CHECK(hazard_names(world) == Lines{"sleep_in_atomic"});
  const Hazard& hazard = world.hazards().all().front();
  CHECK(world.names().text(hazard.context) == "request:submit");
  CHECK_THAT(hazard.message, Catch::Contains("by request:submit"));
}

}  // namespace
}  // namespace drmsim::sim
