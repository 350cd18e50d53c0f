// The checkers, on events that are made up: each rule broken, and next to it what comes close.
#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "scenarios/checkers/checkers.h"

namespace drmsim::scenarios {
namespace {

using sim::EventKind;

class Events {
 public:
  Events() { checkers_.attach(); }
  Events& push(const char* job, const char* entity = "e") {
    return emit(EventKind::push, job, world.intern(entity), world.intern("gfx"), 1, 0, 0);
  }
  Events& run(const char* job, unsigned attempt = 1) {
    return emit(EventKind::run_job, job, world.intern("gfx"), attempt, 1)
        .emit(EventKind::hw_start, job, world.intern("gfx"), static_cast<const char*>(nullptr));
  }
  Events& none(const char* job) {
    return emit(EventKind::run_job_none, job, world.intern("gfx"), "NULL", 0);
  }
  Events& done(const char* job) { return emit(EventKind::hw_done, job, world.intern("gfx")); }
  Events& scheduled(const char* job) {
    return emit(EventKind::scheduled, job, world.intern("gfx"));
  }
  Events& finished(const char* job, int error = 0) {
    return emit(EventKind::finished, job, world.intern("gfx"), error);
  }
  Events& timed_out(const char* job) {
    return emit(EventKind::timedout_job, job, world.intern("gfx"), 0);
  }
  Events& freed(const char* job) { return emit(EventKind::free_job, job); }

  Events& quiescent() {
    world.log().emit(EventKind::quiescent);
    return *this;
  }

  std::string hazard() {
    const auto& all = world.hazards().all();
    return all.empty() ? "" : all.front().message;
  }
  sim::World world;

 private:
  template <typename... Args>
  Events& emit(EventKind kind, const char* job, Args... args) {
    world.log().emit(kind, sim::JobTag{world.intern(job)}, args...);
    return *this;
  }
  Checkers checkers_{world};
};

bool says(Events& events, const std::string& text) {
  return events.hazard().find(text) != std::string::npos;
}

TEST_CASE("checkers: a job that lives as it should is no hazard") {
  Events events;
  events.push("a").push("b").run("a").scheduled("a").done("a").finished("a").freed("a");
  events.run("b").scheduled("b").timed_out("b").run("b", 2).done("b").finished("b").freed("b");
  events.push("a").none("a").scheduled("a").finished("a").freed("a");  // a name may come again
  events.push("killed").scheduled("killed").finished("killed", -3).freed("killed");
  CHECK(events.hazard().empty());
}

TEST_CASE("checkers: run_job again without a recovery") {
  Events events;
  events.push("a").run("a").scheduled("a").run("a", 2);
  CHECK(says(events, "run_job of a again"));
}

TEST_CASE("checkers: jobs of one entity start in order, those of two as they like") {
  Events events;
  SECTION("two") {
    events.push("a", "x").push("b", "y").run("b").run("a");
    CHECK(events.hazard().empty());
  }
  SECTION("one") {
    events.push("a", "x").push("b", "x").run("b").run("a");
    CHECK(says(events, "job a of x starts after one that was pushed later"));
  }
}

TEST_CASE("checkers: finished without scheduled, and twice") {
  {
    Events early;
    early.push("a").run("a").done("a").finished("a");
    CHECK(early.hazard().empty());  // it may still come
    early.quiescent();
    CHECK(says(early, "its scheduled fence has not signalled"));
  }
  {
    Events twice;
    twice.push("a").run("a").scheduled("a").done("a").finished("a").finished("a");
    CHECK(says(twice, "signals once more"));
  }
}

TEST_CASE("checkers: an event that comes a little late is no hazard") {
  Events events;
  events.push("a").run("a").done("a").finished("a").scheduled("a").freed("a");
  events.push("b").run("b").scheduled("b").done("b").freed("b").finished("b").quiescent();
  CHECK(events.hazard().empty());
}

TEST_CASE("checkers: freed too early, and twice") {
  {
    Events early;
    early.push("a").run("a").scheduled("a").freed("a").quiescent();
    CHECK(says(early, "whose finished fence has not signalled"));
  }
  {
    Events twice;
    twice.push("a").run("a").scheduled("a").done("a").finished("a").freed("a").freed("a");
    CHECK(says(twice, "which was freed before"));
  }
}

TEST_CASE("checkers: what users are told is what the hardware did") {
  {
    Events lost;
    lost.push("a").run("a").scheduled("a").finished("a");
    CHECK(says(lost, "the hardware never completed it"));
  }
  {
    Events of_an_earlier_run;  // whose completion came late
    of_an_earlier_run.push("a").run("a").scheduled("a").done("a").timed_out("a").run("a", 2);
    of_an_earlier_run.finished("a");
    CHECK(of_an_earlier_run.hazard().empty());
  }
  {
    Events victim;  // late, but it was given up
    victim.push("a").run("a").scheduled("a").timed_out("a").done("a").finished("a", -125);
    CHECK(victim.hazard().empty());
  }
}

TEST_CASE("checkers: a hundred timeouts of one job are a stall, of two jobs they are not") {
  {
    Events one;
    one.push("a");
    for (unsigned i = 0; i < RecoveryChecker::kTimeoutsOfOneJobMax; ++i) one.timed_out("a");
    CHECK(says(one, "job a has timed out 100 times"));
  }
  {
    Events two;
    two.push("a").push("b");
    for (unsigned i = 1; i < RecoveryChecker::kTimeoutsOfOneJobMax; ++i) {
      two.timed_out("a").timed_out("b");
    }
    CHECK(two.hazard().empty());
  }
}

}  // namespace
}  // namespace drmsim::scenarios
