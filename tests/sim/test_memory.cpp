// Tracked objects: alive, freed, used too late, leaked; and where allocating is allowed.
#include "sim/memory.h"

#include <memory>
#include <utility>

#include "sim/irq_line.h"
#include "sim/signalling_section.h"
#include "sim/spinlock.h"
#include "sim/tracked.h"
#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

// Counts how many of its kind exist.
class Fence final : public Tracked {
 public:
  Fence(World& world, std::string name, int& count, Where where = Where::here())
      : Tracked(world, "dma_fence", where), name_(std::move(name)), count_(count) {
    ++count_;
  }
  ~Fence() override { --count_; }
  std::string label() const override { return name_; }

 private:
  std::string name_;
  int& count_;
};

TEST_CASE("an object is alive from its making to its freeing") {
  int count = 0;
  World world;
  CHECK(world.memory().alive() == 0);
  auto* fence = new Fence(world, "gfx:1", count);
  CHECK(world.memory().alive() == 1);
  CHECK_FALSE(fence->freed());
  fence->check_alive("dma_fence_get", Where::here());
  world.memory().free(*fence);
  CHECK(world.memory().alive() == 0);
  CHECK(fence->freed());
  CHECK(count == 1);  // in quarantine
  CHECK(world.hazards().empty());
}

TEST_CASE("an object that is destroyed without free is no leak") {
  int count = 0;
  World world;
  { const Fence on_the_stack(world, "gfx:1", count); }
  delete new Fence(world, "gfx:2", count);
  CHECK(world.memory().alive() == 0);
  world.memory().report_leaks();
  CHECK(world.hazards().empty());
}

TEST_CASE("using a freed object is fatal, and tells the object's life") {
  int count = 0;
  World world;
  Diary diary(world);
  world.spawn_task("client:bad", [&] {
    auto* fence = new Fence(world, "gfx:1", count);
    world.cpu().sleep_for(1000);
    fence->note("get", Where::here(), 2);
    world.memory().free(*fence);
    fence->check_alive("dma_fence_signal", Where::here());
    diary("goes on");
  });
  world.run();
  world.end();
  CHECK(diary.lines().empty());
  CHECK(hazard_names(world) == Lines{"use_after_free"});
  const Hazard& hazard = world.hazards().all().front();
  CHECK_THAT(hazard.message, Catch::StartsWith("dma_fence_signal of dma_fence gfx:1 at "
                                               "test_memory.cpp:") &&
                                 Catch::Contains("by client:bad"));
  CHECK(hazard.time_ns == 1000);
  CHECK(world.names().text(hazard.context) == "client:bad");
  REQUIRE(hazard.story.size() == 3);
  CHECK_THAT(hazard.story[0], Catch::StartsWith("             0 ns  allocated ") &&
                                  Catch::Contains("by client:bad") &&
                                  Catch::Contains("(test_memory.cpp:"));
  CHECK_THAT(hazard.story[1],
             Catch::StartsWith("          1000 ns  get ") && Catch::EndsWith(", references now 2"));
  CHECK_THAT(hazard.story[2], Catch::Contains(" freed ") && !Catch::Contains("references"));
}

TEST_CASE("freeing an object twice is fatal, and tells the object's life") {
  int count = 0;
  World world;
  auto* fence = new Fence(world, "gfx:1", count);
  world.memory().free(*fence);
  world.memory().free(*fence);
  CHECK(hazard_names(world) == Lines{"double_free"});
  CHECK_THAT(only_hazard_message(world), Catch::StartsWith("dma_fence gfx:1 at test_memory.cpp:"));
  CHECK(world.hazards().all().front().story.size() == 2);
  CHECK(world.stopped());
}

TEST_CASE("the quarantine destroys the object that was freed first, when it is full") {
  int count = 0;
  WorldOptions options;
  options.quarantine_objects = 2;
  World world(options);
  std::vector<Fence*> fences;
  for (int i = 0; i < 3; ++i) fences.push_back(new Fence(world, std::to_string(i), count));
  world.memory().free(*fences[1]);
  world.memory().free(*fences[0]);
  CHECK(count == 3);
  world.memory().free(*fences[2]);
  CHECK(count == 2);
  CHECK(fences[0]->label() == "0");
  CHECK(fences[2]->freed());
}

TEST_CASE("what is freed while a hold stands stays in quarantine, however many follow") {
  int count = 0;
  WorldOptions options;
  options.quarantine_objects = 1;
  World world(options);
  const auto free_one = [&](const char* name) {
    auto* fence = new Fence(world, name, count);
    world.memory().free(*fence);
    return fence;
  };
  free_one("before");
  QuarantineHold first(world.memory());
  QuarantineHold second;
  const Fence* kept = free_one("kept");
  CHECK(count == 1);  // the one that was freed before is not held
  second.begin(world.memory());
  for (int i = 0; i < 100; ++i) free_one("more");
  CHECK(count == 101);
  CHECK(kept->label() == "kept");
  first.end();  // the second began after "kept" was freed
  free_one("more");
  CHECK(count == 101);
  second.begin(world.memory());
  free_one("more");
  CHECK(count == 1);
}

TEST_CASE("a handler may still know an object that was freed 10000 frees ago") {
  int count = 0;
  World world;
  auto* job = new Fence(world, "stale", count);
  world.spawn_task("client", [&] {
    world.cpu().sleep_for(20);
    world.memory().free(*job);
    for (int i = 0; i < 10000; ++i) world.memory().free(*new Fence(world, "other", count));
    CHECK(count == 10001);
  });
  IrqLine line(world, "gfx");
  line.request(
      [&] {
        world.cpu().spend(100);
        job->check_alive("use", Where::here());
      },
      true);
  TimedCallback raise(world.timeline(), [&] { line.raise(); });
  raise.arm_at(10);
  world.run();
  CHECK(hazard_names(world) == Lines{"use_after_free"});
  CHECK_THAT(only_hazard_message(world), Catch::Contains("stale"));
}

TEST_CASE("a quarantine of no objects destroys at once") {
  int count = 0;
  WorldOptions options;
  options.quarantine_objects = 0;
  World world(options);
  world.memory().free(*new Fence(world, "gfx:1", count));
  CHECK(count == 0);
}

TEST_CASE("a World takes what is in quarantine, and what leaked, with it") {
  int count = 0;
  {
    World world;
    world.memory().free(*new Fence(world, "freed", count));
    new Fence(world, "leaked", count);
    CHECK(count == 2);
  }
  CHECK(count == 0);
}

TEST_CASE("an object may own younger ones when its World ends, freed or leaked") {
  struct Owner final : Tracked {
    Owner(World& world, int& count)
        : Tracked(world, "scheduler", Where::here()),
          owned(std::make_unique<Fence>(world, "gfx:1", count)) {}
    std::string label() const override { return "gfx"; }
    std::unique_ptr<Fence> owned;
  };
  int count = 0;
  {
    World world;
    new Owner(world, count);
    world.memory().free(*new Owner(world, count));
    CHECK(world.memory().alive() == 3);
  }
  CHECK(count == 0);
}

TEST_CASE("leaks are reported with their lives, the first ten one by one") {
  int count = 0;
  World world;
  for (int i = 0; i < 12; ++i) new Fence(world, fmt::format("gfx:{}", i), count);
  world.memory().report_leaks();
  const auto& hazards = world.hazards().all();
  REQUIRE(hazards.size() == 11);
  CHECK(hazards[0].message == "dma_fence gfx:0 is still alive and nobody will free it");
  CHECK(hazards[9].message == "dma_fence gfx:9 is still alive and nobody will free it");
  CHECK(hazards[0].story.size() == 1);
  CHECK(hazards[10].message == "and 2 more objects leaked");
  CHECK(hazard_names(world) == Lines(11, "leak"));
  CHECK_FALSE(world.stopped());
}

TEST_CASE("a long life keeps its beginning and its end, and counts what it leaves out") {
  int count = 0;
  World world;
  Fence fence(world, "gfx:1", count);
  for (int i = 1; i <= 30; ++i) fence.note("get", Where::here(), i);
  const Lines life = fence.life();
  CHECK_THAT(life.front(), Catch::Contains("allocated"));
  CHECK_THAT(life.back(), Catch::EndsWith("references now 30"));
  const auto left_out = 31 - (life.size() - 1);
  CHECK_THAT(life[1], Catch::Contains(fmt::format("({} more)", left_out)));
  CHECK_THAT(life[2], Catch::EndsWith(fmt::format("references now {}", left_out + 1)));
}

TEST_CASE("what hardware does to an object is told as done by hardware") {
  int count = 0;
  World world;
  Fence fence(world, "gfx:1", count);
  CHECK_THAT(fence.life().front(), Catch::Contains("by hardware"));
}

TEST_CASE("an allocation with GFP_KERNEL is a hazard where it may not wait") {
  World world;
  SpinLock lock(world, "lock");
  const auto allocate = [&](Gfp gfp) { world.memory().check_allocation(gfp, "kmalloc"); };
  const Gfp gfp = GENERATE(Gfp::kernel, Gfp::atomic);
  Lines expected;
  allocate(gfp);  // set-up code may
  SECTION("in a task: never") {
    world.spawn_task("task", [&] { allocate(gfp); });
  }
  SECTION("in an interrupt") {
    interrupt(world, "irq", [&] { allocate(gfp); });
    expected = {"sleep_in_atomic"};
  }
  SECTION("with a spinlock held") {
    world.spawn_task("task", [&] {
      const SpinGuard guard(lock);
      allocate(gfp);
    });
    expected = {"sleep_in_atomic"};
  }
  SECTION("where a fence's signalling depends on it") {
    world.spawn_task("task", [&] {
      const SignallingSection section(world);
      allocate(gfp);
    });
    expected = {"allocation_in_signalling_path"};
  }
  SECTION("in both at once: two hazards") {
    world.spawn_task("task", [&] {
      const SignallingSection section(world);
      const SpinGuard guard(lock);
      allocate(gfp);
    });
    expected = {"sleep_in_atomic", "allocation_in_signalling_path"};
  }
  world.run();
  CHECK(hazard_names(world) == (gfp == Gfp::kernel ? expected : Lines{}));
}

}  // namespace
}  // namespace drmsim::sim
