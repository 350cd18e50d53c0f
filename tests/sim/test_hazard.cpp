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
    world.hazards().report(HazardKind::warning, Where::here(), "test object", "a message",
                           {"line 1", "line 2"});
    diary("goes on");
  });
  TimedCallback hardware(world.timeline(), [&] {
    world.hazards().report(HazardKind::hardware_misuse, Where::here(), "test object",
                           "by hardware");
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
    world.hazards().fatal(HazardKind::use_after_free, Where::here(), "test object", "the first");
    diary("never");
  });
  world.spawn_task("other", [&] { diary("other"); });
  world.run();
  world.hazards().report(HazardKind::leak, Where::here(), "test object", "after the end");
  world.hazards().fatal(HazardKind::leak, Where::here(), "test object", "after the end");
  CHECK(hazard_names(world) == Lines{"use_after_free"});
  CHECK(diary.lines().empty());
}

TEST_CASE("a context that stopped the run itself still ends at a fatal hazard") {
  World world;
  Diary diary(world);
  world.spawn_task("bad", [&] {
    world.stop();
    world.hazards().fatal(HazardKind::contract, Where::here(), "test object",
                          "not recorded any more");
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
      world.hazards().report_last(HazardKind::use_after_free, Where::here(), "test object",
                                  "in a destructor");
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
// --- Identity ---

namespace {

class Thing final : public Tracked {
 public:
  Thing(World& world, std::string label, Where where = Where::here())
      : Tracked(world, "thing", where), label_(std::move(label)) {}
  std::string label() const override { return label_; }

 private:
  std::string label_;
};

// Both at once: the lines differ.
void warn_twice(World& world, const char* object) {
  world.hazards().report(HazardKind::warning, Where::here(), object, "a");
  world.hazards().report(HazardKind::warning, Where::here(), object, "told otherwise");
}

Lines identities(World& world) {
  Lines lines;
  for (const Hazard& hazard : world.hazards().all()) lines.push_back(hazard.identity());
  return lines;
}

}  // namespace

TEST_CASE("a hazard's identity is kind, kind of object, function and file: no line, no sentence") {
  World world;
  warn_twice(world, "thing");
  warn_twice(world, "");
  world.hazards().report(HazardKind::leak, Where::in("kfree"), "thing", "a");
  world.hazards().report(HazardKind::stall, Where{}, "thing", "no place is known");
  CHECK(identities(world) == Lines{"warning of thing in warn_twice (test_hazard.cpp)",
                                   "warning of thing in warn_twice (test_hazard.cpp)",
                                   "warning in warn_twice (test_hazard.cpp)",
                                   "warning in warn_twice (test_hazard.cpp)",
                                   "leak of thing in kfree (test_hazard.cpp)", "stall of thing"});
  CHECK(world.hazards().all()[0].where.line() != world.hazards().all()[1].where.line());
}

TEST_CASE("a hazard in a kernel's own code carries the release") {
  World world;
  world.hazards().ask_for_release(
      [](Where where) { return std::string(where.path() == "drivers/a.c" ? "6.12" : ""); });
  world.hazards().report(HazardKind::warning, Where::in("f", "drivers/a.c", 7), "thing", "a");
  world.hazards().report(HazardKind::warning, Where::in("f", "sched/a.c", 7), "thing", "a");
  CHECK(identities(world) ==
        Lines{"6.12: warning of thing in f (a.c)", "warning of thing in f (a.c)"});
}

TEST_CASE("a hazard of a tracked object has its kind, its life, and who freed it") {
  World world;
  auto* thing = new Thing(world, "one");
  world.spawn_task("owner", [&] { world.memory().free(*thing); });
  world.run();
  thing->check_alive("read", Where::here());
  REQUIRE(world.hazards().all().size() == 1);
  const Hazard& hazard = world.hazards().all().front();
  CHECK(hazard.object == "thing");
  CHECK(world.names().text(hazard.other) == "owner");
  REQUIRE(hazard.story.size() == 2);
  CHECK(hazard.story[1].find("freed") != std::string::npos);
}

TEST_CASE("what has leaked is told apart by where it was allocated") {
  World world;
  new Thing(world, "one", Where::in("probe"));
  new Thing(world, "two", Where::in("probe"));
  new Thing(world, "three", Where::in("open"));
  world.memory().report_leaks();
  CHECK(identities(world) == Lines{"leak of thing in probe (test_hazard.cpp)",
                                   "leak of thing in probe (test_hazard.cpp)",
                                   "leak of thing in open (test_hazard.cpp)"});
}

TEST_CASE("what kernel code says about itself is recorded as that") {
  World world;
  world.hazards().message(Where::here(), "resetting");
  REQUIRE(world.hazards().all().size() == 1);
  CHECK(world.hazards().all()[0].message_only);
  CHECK(world.hazards().all()[0].kind == HazardKind::warning);
}

}  // namespace drmsim::sim
