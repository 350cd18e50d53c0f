// The checkers, on events that are made up: each rule broken, and next to it what comes close.
#include <catch2/catch.hpp>

#include <string>

#include "scenarios/checkers/checkers.h"
#include "scenarios/checkers/timestamp_checker.h"
#include "tests/scenarios/checkers/made_up_log.h"

namespace drmsim::scenarios {
namespace {

using sim::EventKind;
using tests::MadeUpLog;

// With all the checkers that always are.
class Events : public MadeUpLog {
 public:
  Events() { checkers_.attach(); }

 private:
  Checkers checkers_{world, lives};
};

bool says(MadeUpLog& events, const std::string& text) {
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
    CHECK(twice.world.hazards().all().front().kind == sim::HazardKind::fence_signalled_twice);
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

TEST_CASE("checkers: an interrupt that completes whatever is active, before that has begun") {
  {
    Events active;  // the completion was another job's
    active.push("a").given("a").scheduled("a").finished("a").freed("a").hw_start("a");
    CHECK(says(active, "job a was finished without an error, and the hardware begins it only now"));
  }
  {
    Events nothing_to_do;  // run_job() has signalled the fence itself
    nothing_to_do.push("a").given("a").scheduled("a").finished("a").freed("a");
    nothing_to_do.push("b").run("b").scheduled("b").done("b").finished("b").freed("b");
    CHECK(nothing_to_do.hazard().empty());
  }
}

TEST_CASE("checkers: credits are given back") {
  {
    Events leak;
    leak.push("a").run("a").scheduled("a").done("a").finished("a").freed("a").fini(1);
    CHECK(says(leak, "scheduler gfx goes with 1 credits in use"));
  }
  {
    Events job_is_there;  // a leak of its own
    job_is_there.push("a").run("a").scheduled("a").fini(1);
    CHECK(job_is_there.hazard().empty());
  }
}

TEST_CASE("checkers: a handler that finds nothing wrong neither stops nor starts its scheduler") {
  const char* const text = "handler of gfx finds nothing to reset, and calls drm_sched_";
  {
    Events before;
    before.push("a").run("a").scheduled("a").in_work([](void* events) {
      static_cast<MadeUpLog*>(events)->timed_out("a").sched(EventKind::stopped).false_timeout("a");
    });
    CHECK(says(before, std::string(text) + "stop()"));
  }
  {
    Events after;
    after.push("a").run("a").scheduled("a").in_work([](void* events) {
      static_cast<MadeUpLog*>(events)->timed_out("a").false_timeout("a").sched(EventKind::restart);
    });
    CHECK(says(after, std::string(text) + "start()"));
  }
  {
    Events another;  // handles a hang of another ring, or another time
    another.push("a").run("a").scheduled("a").in_work(
        [](void* events) { static_cast<MadeUpLog*>(events)->timed_out("a").false_timeout("a"); });
    another.in_work([](void* events) {
      auto& all = *static_cast<MadeUpLog*>(events);
      all.sched(EventKind::stopped).sched(EventKind::restart);
    });
    CHECK(another.hazard().empty());
  }
}

TEST_CASE("checkers: drm_sched_stop() is not for taking a scheduler down") {
  {
    Events teardown;
    teardown.sched(EventKind::stopped).fini(0);
    CHECK(says(teardown, "drm_sched_fini of gfx: drm_sched_stop() was called for it"));
  }
  {
    Events recovery;  // that failed for good, in another context
    recovery.in_work(
        [](void* events) { static_cast<MadeUpLog*>(events)->sched(EventKind::stopped); });
    recovery.fini(0);
    CHECK(recovery.hazard().empty());
  }
  {
    Events restarted;
    restarted.sched(EventKind::stopped).sched(EventKind::restart).fini(0);
    CHECK(restarted.hazard().empty());
  }
}

TEST_CASE("checkers: the times of a job's fences") {
  const JobTimes good = {5, {10, 10}, {30, 25}, 25, false};
  CHECK(fault_of(good).empty());
  CHECK(fault_of({}).empty());  // of a job that was freed before its events came
  const auto with = [&good](auto change) {
    JobTimes times = good;
    change(times);
    return fault_of(times);
  };
  CHECK(with([](JobTimes& t) { t.scheduled.timestamp_ns = 0; }) ==
        "its scheduled fence has no timestamp");
  CHECK(with([](JobTimes& t) { t.finished.timestamp_ns = 0; }) ==
        "its finished fence has no timestamp");
  CHECK(with([](JobTimes& t) { t.pushed_ns = 0, t.scheduled.timestamp_ns = 0; }).empty());
  CHECK(with([](JobTimes& t) { t.finished.timestamp_ns = 31; }) ==
        "its finished fence signalled at 30 ns, and says 31 ns");
  CHECK(with([](JobTimes& t) { t.scheduled.timestamp_ns = 26; }) ==
        "it was scheduled at 26 ns and finished at 25 ns, say its fences");
  CHECK(with([](JobTimes& t) { t.hardware_ns = 26; }) ==
        "it finished at 25 ns and the hardware at 26 ns, say its fences");
  CHECK(with([](JobTimes& t) { t.hardware_ns = 26, t.cancelled = true; }).empty());
  CHECK(with([](JobTimes& t) { t.finished = {0, 0}; }).empty());  // its event is still to come
}

}  // namespace
}  // namespace drmsim::scenarios
