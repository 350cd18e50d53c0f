// CPU contexts: who runs when, waiting, sleeping, and where sleeping is forbidden.
#include "sim/signalling_section.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("contexts run first in, first out, each until it blocks or ends") {
  World world;
  Diary diary(world);
  for (const char* name : {"a", "b", "c"}) {
    world.spawn_task(name, [&world, &diary, name] {
      diary(name);
      world.cpu().yield();
      diary(name);
    });
  }
  world.run();
  CHECK(diary.lines() == Lines{"a", "b", "c", "a", "b", "c"});
}

TEST_CASE("a blocked context goes on when it is woken, behind those that are ready") {
  World world;
  Diary diary(world);
  Context& sleeper = world.spawn_task("sleeper", [&] {
    world.cpu().block("a wake-up", 0);
    diary("sleeper");
  });
  world.spawn_task("waker", [&] {
    world.spawn_task("third", [&] { diary("third"); });
    world.cpu().wake(sleeper);
    diary("waker");
  });
  world.run();
  CHECK(diary.lines() == Lines{"waker", "third", "sleeper"});
}

TEST_CASE("a wake-up that comes before the block is not lost, and counts once") {
  World world;
  Diary diary(world);
  Context& sleeper = world.spawn_task("sleeper", [&] {
    world.cpu().yield();
    world.cpu().block("the first wake-up", 0);
    diary("woken");
    world.cpu().block("the second wake-up", 0);
    diary("woken again");
  });
  world.spawn_task("waker", [&] {
    world.cpu().wake(sleeper);
    world.cpu().wake(sleeper);
  });
  world.run();
  CHECK(diary.lines() == Lines{"woken"});
  const auto blocked = world.cpu().blocked();
  REQUIRE(blocked.size() == 1);
  CHECK(std::string(blocked[0]->waiting_for()) == "the second wake-up");
  world.end();
}

TEST_CASE("block_until tells a wake-up from the passing of its time") {
  World world;
  Lines seen;
  Context& sleeper = world.spawn_task("sleeper", [&] {
    const bool woken = world.cpu().block_until(100, "x", 0);
    seen.push_back(fmt::format("{} at {}", woken, world.now()));
    const bool again = world.cpu().block_until(200, "x", 0);
    seen.push_back(fmt::format("{} at {}", again, world.now()));
    CHECK_FALSE(world.cpu().block_until(150, "a moment that has passed", 0));
  });
  world.spawn_task("waker", [&] {
    world.cpu().sleep_for(60);
    world.cpu().wake(sleeper);
  });
  world.run();
  CHECK(seen == Lines{"true at 60", "false at 200"});
}

TEST_CASE("a sleep lasts its whole time, whoever wakes the sleeper early") {
  World world;
  Diary diary(world);
  Context& sleeper = world.spawn_task("sleeper", [&] {
    world.cpu().sleep_for(100);
    diary("slept");
    world.cpu().spend(50);
    diary("spent");
  });
  world.spawn_task("waker", [&] {
    for (int i = 0; i < 3; ++i) {
      world.cpu().sleep_for(40);
      world.cpu().wake(sleeper);
    }
  });
  world.run();
  CHECK(diary.lines() == Lines{"slept 100", "spent 150"});
}

TEST_CASE("time passes for one context while another executes") {
  World world;
  Diary diary(world);
  world.spawn_task("busy", [&] {
    world.cpu().spend(100);
    diary("busy");
  });
  world.spawn_task("other", [&] {
    world.cpu().sleep_for(30);
    diary("other");
  });
  world.run();
  CHECK(diary.lines() == Lines{"other 30", "busy 100"});
}

TEST_CASE("an interrupt may take time but not sleep") {
  World world;
  interrupt(world, "irq:gfx", [&] { world.cpu().spend(100); });
  world.run();
  CHECK(world.now() == 100);
  CHECK(world.hazards().empty());

  interrupt(world, "irq:gfx", [&] { world.cpu().sleep_for(100); });
  world.run();
  CHECK(hazard_names(world) == Lines{"sleep_in_atomic"});
  CHECK_THAT(only_hazard_message(world), Catch::Contains("sleep") &&
                                             Catch::Contains("in an interrupt") &&
                                             Catch::Contains("by irq:gfx"));
}

TEST_CASE("a context knows its name, role and kind, and what it may do") {
  World world;
  Context& task = world.spawn_task("client:bad", [&] {
    Context& self = *world.cpu().current();
    CHECK(world.names().text(self.name()) == "client:bad");
    CHECK(std::string(self.role()) == "client");
    CHECK(self.kind() == ContextKind::task);
    CHECK_FALSE(self.in_atomic());
    CHECK_FALSE(self.irqs_off());
  });
  interrupt(world, "irq:gfx", [&] {
    CHECK(world.cpu().current()->in_atomic());
    CHECK(world.cpu().current()->irqs_off());
  });
  interrupt(
      world, "timer",
      [&] {
        CHECK(world.cpu().current()->in_atomic());
        CHECK_FALSE(world.cpu().current()->irqs_off());
      },
      ContextKind::softirq);
  CHECK(world.cpu().current() == nullptr);
  world.run();
  CHECK(world.names().text(task.name()) == "client:bad");
  CHECK(world.hazards().empty());
}

TEST_CASE("a context that ends inside an RCU read section is a contract hazard") {
  World world;
  world.spawn_task("forgetful", [&] { world.rcu().read_lock(); });
  world.run();
  CHECK(hazard_names(world) == Lines{"contract"});
  CHECK_THAT(only_hazard_message(world), Catch::Contains("forgetful ends in an RCU read section"));
  CHECK(world.stopped());
}

TEST_CASE("signalling sections nest, and belong to their context") {
  World world;
  world.spawn_task("a", [&] {
    const SignallingSection outer(world);
    {
      const SignallingSection inner(world);
      world.cpu().yield();
    }
    CHECK(world.cpu().current()->in_signalling_path());
  });
  world.spawn_task("b", [&] { CHECK_FALSE(world.cpu().current()->in_signalling_path()); });
  world.run();
  const SignallingSection set_up_code_has_no_context(world);
}

}  // namespace
}  // namespace drmsim::sim
