// A power domain that is waited for as a lock is: its order is checked like that of any other.
#include "sim/lock_order.h"

#include "sim/mutex.h"
#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a lock of one's own takes part in the order of locks") {
  // Whoever is on keeps everybody off who wants to be off: to be told, it is a class of mutexes.
  class PowerDomain {
   public:
    explicit PowerDomain(World& world) : world_(world), held_(OrderKind::mutex, "power") {}
    void get(Where where = Where::here()) {
      Context& self = *world_.cpu().current();
      world_.order().want(self, held_, where);  // before it waits
      world_.order().take(self, held_, where);
    }
    void put() { world_.order().drop(*world_.cpu().current(), held_); }

   private:
    World& world_;
    Held held_;
  };
  World world;
  PowerDomain power(world);
  Mutex registers(world, "register_lock");
  world.spawn_task("reader", [&] {
    power.get();
    const MutexGuard guard(registers);
    power.put();  // in any order
  });
  world.spawn_task("signaller", [&] {
    const Holding section(world.order(), world.cpu().current(), OrderKind::fence, LockOrder::kFence,
                          Where::here());
    CHECK(world.cpu().current()->in_signalling_path());
  });
  world.run();
  CHECK(world.hazards().empty());
  world.spawn_task("writer", [&] {
    const MutexGuard guard(registers);
    power.get();  // the other way round: no deadlock in this run, but one in another
    power.put();
  });
  world.run();
  CHECK(hazard_names(world) == Lines{"lock_order"});
  const Hazard& hazard = world.hazards().all().front();
  const std::string told = hazard.message + fmt::format("{}", fmt::join(hazard.story, "\n"));
  CHECK_THAT(told, Catch::Contains("power") && Catch::Contains("register_lock"));
}

}  // namespace
}  // namespace drmsim::sim
