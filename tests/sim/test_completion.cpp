// struct completion.
#include "sim/completion.h"

#include <memory>

#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

void spawn_waiters(World& world, Completion& completion, Diary& diary, int count) {
  for (int i = 1; i <= count; ++i) {
    world.spawn_task("waiter", [&completion, &diary, i] {
      completion.wait();
      diary(std::to_string(i));
    });
  }
}

TEST_CASE("each complete lets one waiter pass, the one that has waited longest") {
  World world;
  Diary diary(world);
  Completion completion(world, "done");
  spawn_waiters(world, completion, diary, 3);
  world.spawn_task("completer", [&] {
    world.cpu().sleep_for(10);
    completion.complete();
    world.cpu().sleep_for(10);
    completion.complete();
  });
  world.run();
  CHECK(diary.lines() == Lines{"1 10", "2 20"});
  CHECK(world.cpu().blocked().size() == 1);
  CHECK_FALSE(completion.is_done());
  world.end();
}

TEST_CASE("completes without a waiter count for later ones") {
  World world;
  Diary diary(world);
  Completion completion(world, "done");
  completion.complete();
  completion.complete();
  CHECK(completion.is_done());
  spawn_waiters(world, completion, diary, 3);
  world.run();
  CHECK(diary.lines() == Lines{"1", "2"});
  world.end();
}

TEST_CASE("complete_all lets everybody pass, for ever, until reinit") {
  World world;
  Diary diary(world);
  Completion completion(world, "done");
  spawn_waiters(world, completion, diary, 2);
  world.run();
  completion.complete_all();
  completion.complete();  // stays as it is
  world.run();
  spawn_waiters(world, completion, diary, 2);
  world.run();
  CHECK(diary.lines() == Lines{"1", "2", "1", "2"});
  CHECK(completion.is_done());
  completion.reinit();
  CHECK_FALSE(completion.is_done());
  spawn_waiters(world, completion, diary, 1);
  world.run();
  CHECK(diary.lines().size() == 4);
  world.end();
}

TEST_CASE("a waiter woken before a reinit that has not run yet sleeps on") {
  World world;
  Diary diary(world);
  Completion completion(world, "done");
  spawn_waiters(world, completion, diary, 1);
  world.run();
  completion.complete_all();
  completion.reinit();
  world.run();
  CHECK(diary.lines().empty());
  completion.complete();
  world.run();
  CHECK(diary.lines() == Lines{"1"});
}

TEST_CASE("a task that comes before the woken waiter has run passes in its place") {
  World world;
  Diary diary(world);
  Completion completion(world, "done");
  spawn_waiters(world, completion, diary, 1);
  world.spawn_task("thief", [&] {
    completion.complete();
    completion.wait();
    diary("thief");
    completion.complete();
  });
  world.run();
  CHECK(diary.lines() == Lines{"thief", "1"});
}

TEST_CASE("a completion's timed wait ends with its time, or with the completion") {
  World world;
  Completion completion(world, "done");
  Lines seen;
  world.spawn_task("waiter", [&] {
    for (TimeNs timeout_ns : {0, 100, 100, 10}) {
      const bool done = completion.wait_timeout(timeout_ns);
      seen.push_back(fmt::format("{} {}", done, world.now()));
    }
  });
  world.spawn_task("completer", [&] {
    world.cpu().sleep_for(150);
    completion.complete();
  });
  world.run();
  CHECK(seen == Lines{"false 0", "false 100", "true 150", "false 160"});
}

TEST_CASE("a completion in the instant of the time-out counts") {
  World world;
  Completion completion(world, "done");
  bool done = false;
  TimedCallback completer(world.timeline(), [&] { completion.complete(); });
  completer.arm_at(100);  // armed before the waiter's own timer
  world.spawn_task("waiter", [&] { done = completion.wait_timeout(100); });
  world.run();
  CHECK(done);
}

TEST_CASE("a completion may be completed in an interrupt but not waited for") {
  World world;
  Completion completion(world, "entity_idle");
  interrupt(world, "irq", [&] { completion.complete(); });
  world.run();
  CHECK(world.hazards().empty());
  interrupt(world, "irq", [&] { completion.wait(); });
  world.run();
  CHECK(hazard_names(world) == Lines{"sleep_in_atomic"});
}

TEST_CASE("a completion on the stack of its waiter may go when the waiter has passed") {
  World world;
  Completion* shared = nullptr;
  world.spawn_task("waiter", [&] {
    Completion completion(world, "done");
    shared = &completion;
    completion.wait();
  });
  world.spawn_task("completer", [&] { shared->complete(); });
  world.run();
  CHECK(world.hazards().empty());
}

TEST_CASE("a completion that is destroyed under a waiter is a use_after_free hazard") {
  World world;
  auto completion = std::make_unique<Completion>(world, "entity_idle");
  world.spawn_task("waiter", [&] { completion->wait(); });
  world.run();
  completion.reset();
  CHECK(hazard_names(world) == Lines{"use_after_free"});
  CHECK_THAT(only_hazard_message(world), Catch::Contains("entity_idle"));
}

}  // namespace
}  // namespace drmsim::sim
