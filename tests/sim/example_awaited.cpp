// A hung-task detector: from a blocked context to the lock that it waits for, and to its owner.
#include "sim/awaited.h"

#include "sim/mutex.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE(
    "example: a blocked context leads to the object that it waits for, and that to its owner") {
  World world;
  Mutex mutex(world, "reset_lock");
  world.spawn_task("owner", [&] {
    const MutexGuard guard(mutex);
    const Awaited engine{AwaitedKind::other, nullptr, Where::in("wait_for_idle")};
    world.cpu().block("idle", world.intern("engine"), engine);
  });
  world.spawn_task("victim", [&] { const MutexGuard guard(mutex); });
  world.run();
  Lines report;
  for (const Context* context : world.cpu().blocked()) {
    const Awaited& awaited = context->awaited();
    std::string line = world.names().text(context->name());
    if (awaited.kind == AwaitedKind::mutex) {
      const auto* lock = static_cast<const Mutex*>(awaited.object);
      line +=
          fmt::format(" wants {} of {}", lock->name(), world.names().text(lock->owner()->name()));
    } else {
      line += fmt::format(" waits in {}", awaited.where.function());
    }
    report.push_back(line);
  }
  CHECK(report == Lines{"owner waits in wait_for_idle", "victim wants reset_lock of owner"});
  world.end();
}

}  // namespace
}  // namespace drmsim::sim
