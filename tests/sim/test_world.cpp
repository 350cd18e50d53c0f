// Worlds: how they run, stop and end, one after the other.
#include "sim/world.h"

#include <stdexcept>

#include "sim/fiber.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("a new World begins at time 0 whatever the last one did") {
  for (int i = 0; i < 3; ++i) {
    World world;
    CHECK(world.now() == 0);
    world.spawn_task("task", [&] { world.cpu().sleep_for(1'000'000'000); });
    world.run();
    CHECK(world.now() == 1'000'000'000);
  }
}

TEST_CASE("a run goes on after more was spawned, at the time where it stood") {
  World world;
  world.run();
  CHECK(world.now() == 0);
  for (TimeNs expected : {10, 20}) {
    world.spawn_task("task", [&] { world.cpu().sleep_for(10); });
    world.run();
    CHECK(world.now() == expected);
  }
  world.run();
  CHECK(world.now() == 20);
}

TEST_CASE("run_until does what is due by then and nothing later") {
  World world;
  Diary diary(world);
  for (TimeNs at_ns : {0, 99, 100, 101}) {
    world.spawn_task("task", [&world, &diary, at_ns] {
      world.cpu().sleep_until(at_ns);
      diary("task");
      world.spawn_task("follow-up", [&diary] { diary("follow-up"); });
    });
  }
  world.run_until(100);
  CHECK(diary.lines() ==
        Lines{"task", "follow-up", "task 99", "follow-up 99", "task 100", "follow-up 100"});
  CHECK(world.now() == 100);
  world.run_until(50);
  CHECK(world.now() == 100);
  world.run();
  CHECK(diary.lines().back() == "follow-up 101");
}

TEST_CASE("a run is stopped after so many steps, wherever it is") {
  WorldOptions options;
  options.steps_max = 1000;
  World world(options);
  std::uint64_t rounds = 0;
  world.spawn_task("endless", [&] {
    for (;; ++rounds) world.cpu().sleep_for(10);
  });
  world.run();
  CHECK(world.stopped());
  CHECK(world.limit() == Limit::steps);
  CHECK(world.cpu().steps() == 1000);
  CHECK(rounds > 300);
  CHECK(world.hazards().all().empty());
}

TEST_CASE("what is due after the last instant that can be counted is told from what never comes") {
  constexpr TimeNs kDay_ns = 86'400'000'000'000;
  {
    World world;
    world.spawn_task("a year", [&] { world.cpu().sleep_for(365 * kDay_ns); });
    world.run();
    CHECK(world.limit() == Limit::time);
  }
  World world;
  world.spawn_task("half a year", [&] {
    world.cpu().sleep_for(182 * kDay_ns);
    world.cpu().block("nothing", 0);
  });
  world.run();
  CHECK(world.now() == 182 * kDay_ns);
  CHECK(world.limit() == Limit::none);
}

TEST_CASE("run_until for now does what is due now") {
  World world;
  Diary diary(world);
  world.spawn_task("task", [&] {
    diary("now");
    world.cpu().sleep_for(10);
    diary("later");
  });
  world.run_until(0);
  CHECK(diary.lines() == Lines{"now"});
  world.run_until(0);
  CHECK(world.now() == 0);
  world.spawn_task("another", [&] { diary("another"); });
  world.run_until(0);
  CHECK(diary.lines() == Lines{"now", "another"});
  world.end();
}

TEST_CASE("run_until ends at its deadline if something is left, else when all is done") {
  World world;
  world.spawn_task("task", [&] { world.cpu().sleep_for(100); });
  world.run_until(30);
  CHECK(world.now() == 30);
  world.run_until(60);
  CHECK(world.now() == 60);
  world.run_until(1000);
  CHECK(world.now() == 100);
  world.run_until(2000);
  CHECK(world.now() == 100);
  world.run_until(kForever);
  CHECK(world.now() == 100);
}

TEST_CASE("many short run_until are exactly one long one") {
  const auto wake_ups = [](TimeNs step_ns) {
    World world;
    Lines lines;
    for (TimeNs period_ns : {7, 13}) {
      world.spawn_task("task", [&world, &lines, period_ns] {
        for (int i = 0; i < 50; ++i) {
          world.cpu().sleep_for(period_ns);
          lines.push_back(fmt::format("{} {}", period_ns, world.now()));
        }
      });
    }
    for (TimeNs end_ns = step_ns; end_ns <= 700; end_ns += step_ns) world.run_until(end_ns);
    world.run();
    return lines;
  };
  CHECK(wake_ups(1) == wake_ups(700));
}

TEST_CASE("stop ends the run after the current step, for good") {
  World world;
  Diary diary(world);
  TimedCallback other(world.timeline(), [&] { diary("other"); });
  other.arm_at(10);
  SECTION("in a context") {
    world.spawn_task("stopper", [&] {
      world.cpu().sleep_for(10);
      world.stop();
      diary("still in this step");
      world.cpu().yield();
      diary("never");
    });
  }
  SECTION("in a timed callback") {
    TimedCallback stopper(world.timeline(), [&] {
      world.stop();
      diary("still in this step");
    });
    other.disarm();
    stopper.arm_at(10);
    other.arm_at(10);
    world.run();
  }
  world.run();
  CHECK(world.stopped());
  CHECK(world.now() == 10);
  world.run_until(100);
  CHECK(world.now() == 10);
  CHECK(diary.lines().back() == "still in this step 10");
  world.end();
}

TEST_CASE("a fatal hazard in hardware ends the run, the caller goes on to its return") {
  World world;
  Diary diary(world);
  TimedCallback callback(world.timeline(), [&] {
    world.hazards().fatal(HazardKind::hardware_misuse, Where::here(), "test object",
                          "a doorbell of a ring that is off");
    diary("returns");
  });
  TimedCallback later(world.timeline(), [&] { diary("later"); });
  callback.arm_at(10);
  later.arm_at(20);
  world.run();
  CHECK(diary.lines() == Lines{"returns 10"});
  CHECK(world.stopped());
}

TEST_CASE("a run in which time stands still ends as a stall, whoever goes round") {
  WorldOptions options;
  options.steps_per_instant = 1000;
  World world(options);
  TimedCallback event(world.timeline(), [&] { event.arm_after(0); });
  std::string who = "polling";
  const auto poll = [&] {
    for (;;) world.cpu().yield();
  };
  SECTION("two contexts") {
    world.spawn_task("polling", poll);
    world.spawn_task("polling", poll);
  }
  SECTION("one context") {
    world.spawn_task("polling", poll);
  }
  SECTION("an event") {
    event.arm_after(0);
    who = "hardware";
  }
  world.run();
  world.end();
  CHECK(hazard_names(world) == Lines{"stall"});
  CHECK_THAT(only_hazard_message(world), Catch::StartsWith("1000 steps without time passing") &&
                                             Catch::EndsWith("a step of " + who));
}

TEST_CASE("steps are counted anew in every instant") {
  WorldOptions options;
  options.steps_per_instant = 20;
  World world(options);
  for (int i = 0; i < 4; ++i) {
    world.spawn_task("task", [&] {
      for (int round = 0; round < 100; ++round) world.cpu().sleep_for(10);
    });
  }
  world.run();
  CHECK(world.hazards().empty());
}

TEST_CASE("describe says what, where in the source, and who") {
  World world;
  const auto here = [&] { return world.describe("dma_fence_put", Where::here()); };
  const std::string by_hardware = here();
  CHECK_THAT(by_hardware, Catch::StartsWith("dma_fence_put at test_world.cpp:") &&
                              Catch::EndsWith("(operator()) by hardware"));
  world.spawn_task("client:bad", [&] { CHECK_THAT(here(), Catch::EndsWith("by client:bad")); });
  world.run();
}

TEST_CASE("fence contexts are numbered from 1 in every World") {
  for (int i = 0; i < 2; ++i) {
    World world;
    CHECK(world.allocate_fence_contexts(2) == 1);
    CHECK(world.allocate_fence_contexts(1) == 3);
  }
}

TEST_CASE("a World may be given fibers of its own, and gives them back") {
  FiberPool fibers;
  for (int i = 0; i < 3; ++i) {
    WorldOptions options;
    options.fibers = &fibers;
    World world(options);
    for (int task = 0; task < 4; ++task) {
      world.spawn_task("task", [&] { world.cpu().block("for ever", 0); });
    }
    world.run();
    CHECK(world.cpu().blocked().size() == 4);
  }
}

TEST_CASE("the same seed draws the same numbers, another seed others") {
  const auto draws = [](std::uint64_t seed) {
    WorldOptions options;
    options.seed = seed;
    World world(options);
    std::vector<TimeNs> numbers;
    for (int i = 0; i < 20; ++i) numbers.push_back(world.draw(Delay{10, 1'000'000}));
    return numbers;
  };
  CHECK(draws(1) == draws(1));
  CHECK(draws(1) != draws(2));
  for (TimeNs number : draws(3)) CHECK((number >= 10 && number <= 1'000'000));
}

TEST_CASE("a fixed delay is drawn without consuming a number") {
  World with_fixed;
  CHECK(with_fixed.draw(Delay::fixed(7)) == 7);
  CHECK(with_fixed.draw(Delay{}) == 0);
  const TimeNs first = with_fixed.draw(Delay{0, 1000});
  Choices choices(nullptr, 1);
  CHECK(first == choices.draw(0, 1000));
}

}  // namespace
}  // namespace drmsim::sim
