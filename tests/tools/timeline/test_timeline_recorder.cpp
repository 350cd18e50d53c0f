// What the pictures are made of, of runs whose moments are known.
#include "tools/timeline/timeline_recorder.h"

#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/tools/timeline/support/drawn_run.h"

namespace drmsim::timeline {
namespace {

using End = Execution::End;
using tests::drawn_file;
using tests::drawn_text;
using tests::job_named;

std::vector<std::pair<sim::TimeNs, std::uint32_t>> steps(const Ring& ring) {
  std::vector<std::pair<sim::TimeNs, std::uint32_t>> list;
  for (const CreditStep& step : ring.credits) list.emplace_back(step.time_ns, step.in_use);
  return list;
}

std::size_t marks_of(const RunTimeline& timeline, sim::EventKind kind) {
  return static_cast<std::size_t>(
      std::count_if(timeline.marks.begin(), timeline.marks.end(),
                    [kind](const Mark& mark) { return mark.kind == kind; }));
}

}  // namespace

TEST_CASE("timeline: the life of a job that waits for the ring") {
  const RunTimeline timeline = drawn_text(R"(name = "s"
ring = [{ name = "gfx" }]
entity = [{ name = "app", rings = "gfx" }]
job = [{ name = "a", entity = "app", at = "1us", duration = "10us" },
       { name = "b", entity = "app", at = "2us", duration = "20us", deadline = "50us" }])");
  REQUIRE(timeline.jobs.size() == 2);
  const Job& b = timeline.jobs[1];
  CHECK(b.name == "b");
  CHECK(timeline.entities[b.entity] == "app");
  CHECK(timeline.rings[b.ring].name == "gfx");
  CHECK(b.pushed_ns == 2'000);
  CHECK(b.ready_ns == 2'000);
  REQUIRE(b.executions.size() == 1);
  CHECK(b.executions[0].start_ns == 11'000);
  CHECK(b.executions[0].end_ns == 31'000);
  CHECK(b.executions[0].end == End::done);
  CHECK(b.finished_ns == 31'000);
  CHECK(b.freed_ns == 31'000);
  CHECK(b.deadline_ns == 52'000);
  CHECK(b.error == 0);
  CHECK(b.attempts() == 1);
  CHECK(timeline.interrupts.size() == 2);
  CHECK(timeline.end_ns == 31'000);
}

TEST_CASE("timeline: attempts of a recovery belong to the right jobs") {
  const RunTimeline timeline = drawn_file("recovery/hang_replay.toml");
  const Job& hung = job_named(timeline, "x1");
  REQUIRE(hung.executions.size() == 2);
  for (const Execution& execution : hung.executions) {
    CHECK(execution.end == End::reset);
    CHECK(execution.hangs);
  }
  CHECK(hung.executions[0].end_ns == 1'061'000);
  CHECK(hung.attempts() == 2);
  CHECK(hung.runs.size() == 3);  // the last was not given to the hardware
  CHECK(hung.runs.back().without_fence);
  CHECK(hung.error == -125);
  const Job& innocent = job_named(timeline, "y0");
  REQUIRE(innocent.executions.size() == 1);
  CHECK(innocent.executions[0].start_ns == 2'111'000);
  CHECK(innocent.attempts() == 3);
  const Job& cancelled = job_named(timeline, "x2");
  CHECK(cancelled.executions.empty());
  CHECK(cancelled.finished_ns == 2'111'000);
}

TEST_CASE("timeline: recoveries, with the stop, and the marks that explain them") {
  const RunTimeline timeline = drawn_file("recovery/hang_replay.toml");
  REQUIRE(timeline.recoveries.size() == 2);
  const Recovery& first = timeline.recoveries[0];
  CHECK(timeline.jobs[first.job].name == "x1");
  CHECK(first.begin_ns == 1'011'000);
  CHECK(first.stopped_ns == 1'011'000);
  CHECK(first.end_ns == 1'061'000);
  CHECK_FALSE(first.false_timeout);
  CHECK(marks_of(timeline, sim::EventKind::timedout_job) == 2);
  CHECK(marks_of(timeline, sim::EventKind::hw_reset) == 2);
  CHECK(marks_of(timeline, sim::EventKind::guilty) == 1);
  CHECK(marks_of(timeline, sim::EventKind::quiescent) == 1);
  const auto guilty =
      std::find_if(timeline.marks.begin(), timeline.marks.end(),
                   [](const Mark& mark) { return mark.kind == sim::EventKind::guilty; });
  CHECK(guilty->text == "guilty       entity=bad");
  CHECK(timeline.entities[guilty->entity] == "bad");
}

TEST_CASE("timeline: a false timeout ends its recovery without a restart") {
  const RunTimeline timeline = drawn_file("recovery/done_and_seen.toml");
  REQUIRE_FALSE(timeline.recoveries.empty());
  CHECK(std::any_of(timeline.recoveries.begin(), timeline.recoveries.end(),
                    [](const Recovery& one) { return one.false_timeout; }));
}

TEST_CASE("timeline: credits in use, also across a stop and a restart") {
  const RunTimeline timeline = drawn_file("recovery/hang_replay.toml");
  const Ring& gfx = timeline.rings[0];
  CHECK(gfx.credit_limit == 4);
  using Steps = std::vector<std::pair<sim::TimeNs, std::uint32_t>>;
  CHECK(steps(gfx) == Steps{{0, 0},
                            {1'000, 1},
                            {2'000, 2},
                            {3'000, 3},
                            {4'000, 4},
                            {11'000, 4},
                            {1'011'000, 0},
                            {1'061'000, 4},
                            {2'061'000, 0},
                            {2'111'000, 2},
                            {2'121'000, 1},
                            {2'131'000, 0}});
}

TEST_CASE("timeline: a job is ready when the last that it depends on has signalled") {
  const RunTimeline timeline = drawn_text(R"(name = "s"
ring = [{ name = "gfx" }, { name = "copy" }]
entity = [{ name = "app", rings = "gfx" }, { name = "load", rings = "copy" }]
job = [{ name = "texture", entity = "load", duration = "30us" },
       { name = "draw", entity = "app", at = "1us", duration = "10us", after = ["texture"] }])");
  const Job& draw = job_named(timeline, "draw");
  CHECK(draw.ready_ns == 30'000);
  CHECK(draw.executions[0].start_ns == 30'000);
  REQUIRE(draw.dependencies.size() == 1);
  CHECK(timeline.jobs[draw.dependencies[0].job].name == "texture");
  CHECK(draw.dependencies[0].context == job_named(timeline, "texture").fence_context);
}

TEST_CASE("timeline: what is still under way at the end has no end") {
  const RunTimeline timeline = drawn_text(R"(name = "s"
ring = [{ name = "gfx", scheduler = { timeout = "inf" } }]
entity = [{ name = "app", rings = "gfx" }]
job = [{ name = "a", entity = "app", duration = "10us", fault = { hang_attempts = 99 } },
       { name = "b", entity = "app", duration = "10us" }]
expect = { hazards = ["fence_never_signalled"] })");
  const Job& hung = job_named(timeline, "a");
  REQUIRE(hung.executions.size() == 1);
  CHECK(hung.executions[0].hangs);
  CHECK(hung.finished_ns == kNever);
  CHECK(job_named(timeline, "b").executions.empty());
}

TEST_CASE("timeline: CPU contexts are kept if they are asked for") {
  const scenarios::ScenarioSpec spec =
      scenarios::load_scenario(DRMSIM_SOURCE_DIR "/scenarios/files/recovery/hang_replay.toml");
  CHECK(tests::drawn(spec).moments.empty());
  const RunTimeline timeline = tests::drawn(spec, TimelineRecorder::Contexts::yes);
  CHECK(std::find(timeline.contexts.begin(), timeline.contexts.end(), "run:gfx") !=
        timeline.contexts.end());
  CHECK(std::find(timeline.contexts.begin(), timeline.contexts.end(), "tdr:gfx") !=
        timeline.contexts.end());
  CHECK(std::any_of(timeline.moments.begin(), timeline.moments.end(),
                    [&timeline](const ContextMoment& moment) {
                      return moment.kind == sim::EventKind::run_job && moment.job != kNone &&
                             timeline.jobs[moment.job].name == "y1";
                    }));
}

}  // namespace drmsim::timeline
