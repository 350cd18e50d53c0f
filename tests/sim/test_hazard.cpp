// Hazards: names, what is recorded, and what ends a run.
#include "sim/hazard.h"

#include <set>

#include "tests/sim/sim_test.h"

namespace drmsim::sim {
namespace {

TEST_CASE("every hazard has a name of its own that leads back to it") {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(HazardKind::warning); ++i) {
    const auto kind = static_cast<HazardKind>(i);
    HazardKind found{};
    CHECK(hazard_from_name(hazard_name(kind), found));
    CHECK(found == kind);
    names.insert(hazard_name(kind));
  }
  CHECK(names.size() == static_cast<std::size_t>(HazardKind::warning) + 1);
  HazardKind untouched = HazardKind::leak;
  CHECK_FALSE(hazard_from_name("use_after_fre", untouched));
  CHECK_FALSE(hazard_from_name("", untouched));
  CHECK(untouched == HazardKind::leak);
}

// The names are what [expect] sections and exit codes go by: they do not change.
TEST_CASE("hazard names are stable") {
  CHECK(hazard_name(HazardKind::use_after_free) == "use_after_free");
  CHECK(hazard_name(HazardKind::refcount_underflow) == "refcount_underflow");
  CHECK(hazard_name(HazardKind::fence_reinitialised) == "fence_reinitialised");
  CHECK(hazard_name(HazardKind::allocation_in_signalling_path) == "allocation_in_signalling_path");
  CHECK(hazard_name(HazardKind::warning) == "warning");
}

TEST_CASE("a report records time, context, message and story, and the run goes on") {
  World world;
  Diary diary(world);
  const TextLog log(world);
  world.spawn_task("client:bad", [&] {
    world.cpu().sleep_for(10);
    world.hazards().report(HazardKind::warning, "a message", {"line 1", "line 2"});
    diary("goes on");
  });
  TimedCallback hardware(world.timeline(), [&] {
    world.hazards().report(HazardKind::hardware_misuse, "by hardware");
  });
  hardware.arm_at(20);
  world.run();
  const auto& all = world.hazards().all();
  REQUIRE(all.size() == 2);
  CHECK(all[0].kind == HazardKind::warning);
  CHECK(all[0].time_ns == 10);
  CHECK(world.names().text(all[0].context) == "client:bad");
  CHECK(all[0].message == "a message");
  CHECK(all[0].story == Lines{"line 1", "line 2"});
  CHECK(all[1].context == 0);
  CHECK(all[1].story.empty());
  CHECK(diary.lines() == Lines{"goes on 10"});
  CHECK(log.lines() == Lines{"            10  hazard       name=warning",
                             "            20  hazard       name=hardware_misuse"});
  CHECK_FALSE(world.stopped());
}

TEST_CASE("a fatal hazard stops its context there, and what follows is not recorded") {
  World world;
  Diary diary(world);
  world.spawn_task("bad", [&] {
    world.hazards().fatal(HazardKind::use_after_free, "the first");
    diary("never");
  });
  world.spawn_task("other", [&] { diary("other"); });
  world.run();
  world.hazards().report(HazardKind::leak, "after the end");
  world.hazards().fatal(HazardKind::leak, "after the end");
  CHECK(hazard_names(world) == Lines{"use_after_free"});
  CHECK(diary.lines().empty());
}

TEST_CASE("a context that stopped the run itself still ends at a fatal hazard") {
  World world;
  Diary diary(world);
  world.spawn_task("bad", [&] {
    world.stop();
    world.hazards().fatal(HazardKind::contract, "not recorded any more");
    diary("never");
  });
  world.run();
  world.end();
  CHECK(diary.lines().empty());
  CHECK(world.hazards().empty());
}

TEST_CASE("report_last ends the run but lets its caller, a destructor, go on") {
  World world;
  Diary diary(world);
  struct Last {
    World& world;
    Diary& diary;
    ~Last() {
      world.hazards().report_last(HazardKind::use_after_free, "in a destructor");
      diary("the destructor ends");
    }
  };
  world.spawn_task("bad", [&] {
    { const Last last{world, diary}; }
    world.cpu().yield();
    diary("never");
  });
  world.run();
  world.end();
  CHECK(diary.lines() == Lines{"the destructor ends"});
  CHECK(hazard_names(world) == Lines{"use_after_free"});
}

}  // namespace
}  // namespace drmsim::sim
