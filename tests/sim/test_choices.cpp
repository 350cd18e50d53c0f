// The seam behind which exploration lives: what a Strategy is asked, and what its answers do.
#include "sim/choices.h"

#include <memory>

#include "sim/irq_line.h"
#include "sim/spinlock.h"
#include "sim/workqueue.h"
#include "tests/sim/sim_test.h"
#include "tests/sim/test_item.h"

namespace drmsim::sim {
namespace {

// Answers from a script, then option 0; writes down what it was asked.
class Scripted final : public Strategy {
 public:
  explicit Scripted(std::vector<unsigned> answers = {}) : answers_(std::move(answers)) {}
  void begin_run(std::uint64_t seed) override { asked.push_back(fmt::format("seed {}", seed)); }
  unsigned choose(const Choice& choice) override {
    const unsigned answer = next_ < answers_.size() ? answers_[next_] % choice.options : 0;
    ++next_;
    asked.push_back(fmt::format("{}/{}", static_cast<int>(choice.kind), choice.options));
    return answer;
  }
  Lines asked;

 private:
  std::vector<unsigned> answers_;
  std::size_t next_ = 0;
};

// A small machine with something of everything; returns what happened, and when.
Lines run_machine(Strategy* strategy) {
  WorldOptions options;
  options.strategy = strategy;
  options.seed = 7;
  World world(options);
  Diary diary(world);
  SpinLock lock(world, "lock");
  IrqLine line(world, "gfx");
  Workqueue queue(world, "wq", WorkqueueKind::unordered, Delay{0, 5});
  TestItem a(world, "work a", [&] { diary("work a"); });
  TestItem b(world, "work b", [&] { diary("work b"); });
  line.request([&] {
    const SpinGuard guard(lock);
    diary("irq");
    queue.queue(a.work);
    queue.queue(b.work);
  });
  TimedCallback hardware(world.timeline(), [&] { line.raise(); });
  TimedCallback other_hardware(world.timeline(), [&] { diary("other hardware"); });
  hardware.arm_at(100);
  other_hardware.arm_at(100);
  for (const char* name : {"x", "y", "z"}) {
    world.spawn_task(name, [&, name] {
      for (int i = 0; i < 3; ++i) {
        const SpinIrqGuard guard(lock);
        diary(name);
        world.cpu().spend(world.draw(Delay{10, 50}));
      }
    });
  }
  world.run();
  CHECK(world.hazards().empty());
  return diary.lines();
}

TEST_CASE("a strategy is asked the same questions when the same run is repeated") {
  Scripted first({1, 0, 2, 1, 1, 0, 1, 3, 0, 1});
  Scripted second({1, 0, 2, 1, 1, 0, 1, 3, 0, 1});
  CHECK(run_machine(&first) == run_machine(&second));
  CHECK(first.asked == second.asked);
  CHECK(first.asked.size() > 20);
  CHECK(first.asked[0] == "seed 7");
}

TEST_CASE("option 0 everywhere is the plain run") {
  Scripted always_first;
  CHECK(run_machine(&always_first) == run_machine(nullptr));
  CHECK(always_first.asked.size() > 20);
}

TEST_CASE("another answer is another run") {
  Scripted other({1});
  CHECK(run_machine(&other) != run_machine(nullptr));
}

TEST_CASE("the choice of the next context takes that one first, the others keep their order") {
  Scripted strategy({2});
  WorldOptions options;
  options.strategy = &strategy;
  World world(options);
  Diary diary(world);
  for (const char* name : {"a", "b", "c", "d"}) {
    world.spawn_task(name, [&diary, name] { diary(name); });
  }
  world.run();
  CHECK(diary.lines() == Lines{"c", "a", "b", "d"});
  CHECK(strategy.asked == Lines{"seed 1", "0/4", "0/3", "0/2"});  // of one there is no choice
}

TEST_CASE("the choice among the events of one instant fires that one first") {
  Scripted strategy({1});
  WorldOptions options;
  options.strategy = &strategy;
  World world(options);
  Diary diary(world);
  std::vector<std::unique_ptr<TimedCallback>> events;
  for (const char* name : {"a", "b", "c"}) {
    events.push_back(
        std::make_unique<TimedCallback>(world.timeline(), [&diary, name] { diary(name); }));
    events.back()->arm_at(10);
  }
  TimedCallback later(world.timeline(), [&] { diary("later"); });
  later.arm_at(11);
  world.run();
  CHECK(diary.lines() == Lines{"b 10", "a 10", "c 10", "later 11"});
  CHECK(strategy.asked == Lines{"seed 1", "2/3", "2/2"});
}

TEST_CASE("a context that is preempted at a schedule point makes room for the chosen one") {
  Scripted strategy({0, 2});  // "preempted" first, and there "second" takes its place
  WorldOptions options;
  options.strategy = &strategy;
  World world(options);
  Diary diary(world);
  const TextLog log(world);
  world.spawn_task("preempted", [&] {
    world.point(Point::user);
    diary("preempted");
  });
  world.spawn_task("first", [&] { diary("first"); });
  world.spawn_task("second", [&] { diary("second"); });
  world.run();
  CHECK(diary.lines() == Lines{"second", "first", "preempted"});
  REQUIRE(log.lines().size() == 1);
  CHECK_THAT(log.lines()[0],
             Catch::Contains("preempt      work=client at=user") && Catch::EndsWith("hold=0ns"));
}

// A context that is preempted at 0 with timed events at 10 and 20 to come.
Lines run_with_a_preempted_context(std::vector<unsigned> answers) {
  Scripted strategy(std::move(answers));
  WorldOptions options;
  options.strategy = &strategy;
  World world(options);
  Diary diary(world);
  TimedCallback ten(world.timeline(), [&] { diary("ten"); });
  TimedCallback twenty(world.timeline(), [&] { diary("twenty"); });
  ten.arm_at(10);
  twenty.arm_at(20);
  world.spawn_task("preempted", [&] {
    world.point(Point::user);
    diary("back");
  });
  world.run();
  CHECK(world.hazards().empty());
  diary(fmt::format("starved {}", world.cpu().starved_ns()));
  return diary.lines();
}

TEST_CASE("time passes while a preempted context stays away, until it is chosen again") {
  CHECK(run_with_a_preempted_context({}) == Lines{"back", "ten 10", "twenty 20", "starved 0 20"});
  // Options at the point: go on, time; afterwards: time, the preempted context.
  CHECK(run_with_a_preempted_context({0, 1}) ==
        Lines{"ten 10", "twenty 20", "back 20", "starved 20 20"});
  CHECK(run_with_a_preempted_context({0, 1, 1}) ==
        Lines{"ten 10", "back 10", "twenty 20", "starved 10 20"});
}

TEST_CASE("a ready context, too, can be made to wait until time has passed") {
  CHECK(run_with_a_preempted_context({1}) ==
        Lines{"ten 10", "back 10", "twenty 20", "starved 10 20"});
  CHECK(run_with_a_preempted_context({1, 1, 0}) ==
        Lines{"ten 10", "twenty 20", "back 20", "starved 20 20"});
}

// Wants time to pass whenever that is an option.
class TimeFirst final : public Strategy {
 public:
  void begin_run(std::uint64_t) override {}
  unsigned choose(const Choice& choice) override {
    for (unsigned i = 0; choice.actors != nullptr && i < choice.options; ++i) {
      if (choice.actors[i] == kTimeActor) return i;
    }
    return 0;
  }
};

TEST_CASE("a timer that is armed again and again cannot keep a context away for ever") {
  TimeFirst strategy;
  WorldOptions options;
  options.strategy = &strategy;
  World world(options);
  int fired = 0;
  bool stopped = false;
  std::unique_ptr<TimedCallback> timer;
  timer = std::make_unique<TimedCallback>(world.timeline(), [&] {
    ++fired;
    if (!stopped) timer->arm_after(10);
  });
  timer->arm_at(10);
  world.spawn_task("stops it", [&] { stopped = true; });
  world.run();
  CHECK(stopped);
  CHECK(fired == 33);
}

TEST_CASE("a choice among many counts as a step for each 64 of them") {
  Scripted strategy;
  WorldOptions options;
  options.strategy = &strategy;
  const auto steps_of = [&options](int contexts) {
    World world(options);
    for (int i = 0; i < contexts; ++i) world.spawn_task("one of many", [] {});
    world.run();
    return world.cpu().steps();
  };
  CHECK(steps_of(63) == 63);
  CHECK(steps_of(65) == 65 + 2);  // the first and the second choice
  CHECK(steps_of(640) == 640 + 64 * (1 + 9) * 9 / 2 + 10);
  Scripted other;
  options.strategy = &other;
  options.steps_max = 1000;
  World world(options);
  world.spawn_task("goes round", [&world] {
    for (int i = 0; i < 1'000'000; ++i) world.point(Point::user);
  });
  for (int i = 0; i < 6400; ++i) world.spawn_task("one of many", [] {});
  world.run();
  CHECK(world.limit() == Limit::steps);
  CHECK(other.asked.size() < 20);
}

TEST_CASE("a context preempted inside a lock keeps it, and whoever wants it waits for its return") {
  Scripted strategy({0, 0, 1});
  WorldOptions options;
  options.strategy = &strategy;
  World world(options);
  Diary diary(world);
  SpinLock lock(world, "lock");
  for (const char* name : {"holder", "other"}) {
    world.spawn_task(name, [&, name] {
      const SpinGuard guard(lock);
      diary(std::string(name) + " enters");
      world.point(Point::user);
      diary(std::string(name) + " leaves");
    });
  }
  world.run();
  CHECK(diary.lines() == Lines{"holder enters", "holder leaves", "other enters", "other leaves"});
  CHECK(world.hazards().empty());
}

TEST_CASE("the World of a run that was stopped with contexts preempted ends in order") {
  Scripted strategy({0, 1, 0});
  WorldOptions options;
  options.strategy = &strategy;
  World world(options);
  TimedCallback stop(world.timeline(), [&] { world.stop(); });
  stop.arm_at(10);
  bool back = false;
  world.spawn_task("preempted", [&] {
    world.point(Point::user);
    back = true;
  });
  world.run();
  CHECK_FALSE(back);
}

TEST_CASE("without a strategy every answer is 0") {
  Choices choices(nullptr, 1);
  CHECK_FALSE(choices.exploring());
  CHECK(choices.choose(ChoiceKind::fault, 2) == 0);
}

TEST_CASE("a fault with a probability is drawn from the seed, and never strikes after the end") {
  const auto struck = [](std::uint64_t seed, double probability) {
    Choices choices(nullptr, seed);
    std::uint32_t times = 0;
    for (int i = 0; i < 1000; ++i) times += choices.strikes(probability) ? 1 : 0;
    return times;
  };
  CHECK(struck(1, 0.0) == 0);
  CHECK(struck(1, 1.0) == 1000);
  CHECK(struck(1, 0.25) == struck(1, 0.25));
  CHECK(struck(1, 0.25) != struck(2, 0.25));
  for (const std::uint64_t seed : {1, 2, 3}) {
    CHECK(struck(seed, 0.25) > 200);
    CHECK(struck(seed, 0.25) < 300);
  }
  Choices choices(nullptr, 1);
  choices.settle();
  CHECK_FALSE(choices.strikes(0.999));
  CHECK(choices.strikes(1.0));
}

TEST_CASE("under exploration a fault with a probability is a choice") {
  Scripted strategy({1, 0});
  Choices choices(&strategy, 5);
  CHECK(choices.strikes(0.01));
  CHECK_FALSE(choices.strikes(0.99));
  CHECK(choices.strikes(1.0));
  CHECK(strategy.asked == Lines{"seed 5", "3/2", "3/2"});
}

TEST_CASE("a strategy is not asked where there is nothing to choose") {
  Scripted strategy({1, 1});
  Choices choices(&strategy, 5);
  CHECK(choices.exploring());
  CHECK(choices.choose(ChoiceKind::fault, 1) == 0);
  CHECK(choices.choose(ChoiceKind::fault, 2) == 1);
  CHECK(strategy.asked == Lines{"seed 5", "3/2"});
}

// The first context that it can, stays away.
class Unfair final : public Strategy {
 public:
  void begin_run(std::uint64_t) override {}
  unsigned choose(const Choice& choice) override {
    ++asked;
    return choice.kind == ChoiceKind::preempt ? 1 : 0;
  }
  unsigned asked = 0;
};

TEST_CASE("once the run has settled, nobody is asked and nobody stays away") {
  Unfair strategy;
  WorldOptions options;
  options.strategy = &strategy;
  World world(options);
  Diary diary(world);
  SpinLock lock(world, "lock");
  world.spawn_task("preempted", [&] {
    { const SpinGuard guard(lock); }
    diary("preempted");
  });
  world.spawn_task("settles", [&] {
    world.settle();
    world.settle();  // again is harmless
    world.cpu().yield();
    { const SpinGuard guard(lock); }
    diary("settles");
  });
  TimedCallback later(world.timeline(), [&] { diary("later"); });
  later.arm_at(100);
  world.run();
  CHECK(diary.lines() == Lines{"preempted", "settles", "later 100"});
  CHECK(strategy.asked < 4);
  CHECK(world.hazards().empty());
}

TEST_CASE("a run that never ends settles after so many choices and is then a stall") {
  Unfair strategy;
  WorldOptions options;
  options.strategy = &strategy;
  World world(options);
  SpinLock lock(world, "lock");
  for (const char* name : {"a", "b"}) {
    world.spawn_task(name, [&] {
      while (!world.stopped()) {
        { const SpinGuard guard(lock); }
        world.cpu().sleep_for(100);
      }
    });
  }
  world.run();
  CHECK(hazard_names(world) == Lines{"stall"});
  CHECK(strategy.asked == Choices::kChoicesMax);
}

TEST_CASE("a loop that never waits is a stall, in the plain run and whatever is chosen") {
  Scripted strategy;
  WorldOptions options;
  options.strategy = GENERATE(false, true) ? &strategy : nullptr;
  World world(options);
  SpinLock lock(world, "lock");
  bool ended = false;
  world.spawn_task("spins", [&] {
    const auto note_end =
        std::unique_ptr<bool, void (*)(bool*)>(&ended, [](bool* e) { *e = true; });
    for (;;) const SpinGuard guard(lock);
  });
  world.run();
  CHECK(hazard_names(world) == Lines{"stall"});
  CHECK_THAT(world.hazards().all()[0].message,
             Catch::Contains("10000000 schedule points in a row, without ever waiting"));
  world.end();
  CHECK(ended);
}

}  // namespace
}  // namespace drmsim::sim
