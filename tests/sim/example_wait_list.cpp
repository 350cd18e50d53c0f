// A primitive of one's own: a counting semaphore, with its waiters on a list.
#include "sim/wait_list.h"

#include "sim/world.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("example: a semaphore of a list of waiters passes its units in the order of coming") {
  class Semaphore {
   public:
    Semaphore(World& world, unsigned units) : world_(world), units_(units) {}
    bool down_timeout(TimeNs timeout_ns) {
      world_.cpu().might_sleep("semaphore");
      if (units_ > 0) return --units_, true;
      Waiter self(world_.cpu());  // on this stack: an unwound context leaves nothing behind
      waiters_.add(self);
      return self.wait(saturating_add(world_.now(), timeout_ns), "semaphore", 0);
    }
    void up() {
      if (waiters_.empty()) {
        ++units_;
      } else {
        waiters_.wake_first();  // its unit is that waiter's, and it is off the list
      }
    }

   private:
    World& world_;
    unsigned units_;
    WaitList waiters_;
  };
  World world;
  Diary diary(world);
  Semaphore semaphore(world, 2);
  const auto user = [&](const char* name, TimeNs patience_ns) {
    world.spawn_task(name, [&, name, patience_ns] {
      if (!semaphore.down_timeout(patience_ns)) return diary(name + std::string(" gives up"));
      diary(name);
      world.cpu().sleep_for(100);
      semaphore.up();
    });
  };
  user("a", kForever);
  user("b", kForever);
  user("c", 50);
  user("d", kForever);
  user("e", kForever);
  user("f", kForever);
  world.run();
  CHECK(diary.lines() == Lines{"a", "b", "c gives up 50", "d 100", "e 100", "f 200"});
  CHECK(world.cpu().blocked().empty());
}

}  // namespace
}  // namespace drmsim::sim
