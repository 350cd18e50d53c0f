// Which situations coverage has seen, from events that are made up.
#include <catch2/catch.hpp>

#include "scenarios/jobs/job_lives.h"
#include "sim/world.h"
#include "tools/explore/coverage.h"

namespace drmsim::scenarios {
namespace {

using sim::EventKind;

struct Covered {
  Covered() { lives.add(coverage); }
  void push(sim::JobTag job) {
    world.log().emit(EventKind::push, job, world.intern("e"), gfx, 1, 0, 0);
  }
  void run(sim::JobTag job) { world.log().emit(EventKind::run_job, job, gfx, 1, 1); }
  void of_job(EventKind kind, sim::JobTag job) { world.log().emit(kind, job, gfx, 0); }
  void of_ring(EventKind kind) { world.log().emit(kind, gfx, 0); }
  bool saw(JobState state, EventKind event, RecoveryStep step) const {
    return coverage.seen().count(Situation{state, event, step}.number()) != 0;
  }

  sim::World world;
  Coverage coverage;
  JobLives lives{world.log()};
  sim::NameId gfx = world.intern("gfx");
  sim::JobTag a{world.intern("a")};
  sim::JobTag b{world.intern("b")};
};

}  // namespace

TEST_CASE("coverage: a job's own event meets the state that it was in") {
  Covered run;
  run.push(run.a);
  run.run(run.a);
  run.of_job(EventKind::hw_done, run.a);
  run.of_job(EventKind::finished, run.a);
  CHECK(run.coverage.seen().size() == 2);
  CHECK(run.saw(JobState::running, EventKind::hw_done, RecoveryStep::none));
  CHECK(run.saw(JobState::completed, EventKind::finished, RecoveryStep::none));
}

TEST_CASE("coverage: a ring's event meets each state that one of its jobs is in") {
  Covered run;
  run.push(run.a);
  run.push(run.b);
  run.run(run.a);
  run.of_ring(EventKind::stopped);
  CHECK(run.coverage.seen().size() == 2);
  CHECK(run.saw(JobState::queued, EventKind::stopped, RecoveryStep::none));
  CHECK(run.saw(JobState::running, EventKind::stopped, RecoveryStep::none));
}

TEST_CASE("coverage: how far recovery of the ring is belongs to it") {
  Covered run;
  run.push(run.a);
  run.run(run.a);
  run.of_job(EventKind::timedout_job, run.a);
  run.of_ring(EventKind::stopped);
  run.of_ring(EventKind::hw_reset);
  run.of_ring(EventKind::resubmit);
  run.of_ring(EventKind::restart);
  run.of_ring(EventKind::irq);
  CHECK(run.saw(JobState::running, EventKind::timedout_job, RecoveryStep::none));
  CHECK(run.saw(JobState::running, EventKind::stopped, RecoveryStep::timed_out));
  CHECK(run.saw(JobState::running, EventKind::hw_reset, RecoveryStep::stopped));
  CHECK(run.saw(JobState::running, EventKind::resubmit, RecoveryStep::reset));
  CHECK(run.saw(JobState::running, EventKind::restart, RecoveryStep::resubmitted));
  CHECK(run.saw(JobState::running, EventKind::irq, RecoveryStep::none));
  CHECK(run.coverage.seen().size() == 6);
}

TEST_CASE("coverage: a job that was freed meets nothing more, though its fence's event is late") {
  Covered run;
  run.push(run.a);
  run.of_job(EventKind::free_job, run.a);
  const Situations seen = run.coverage.seen();
  run.of_ring(EventKind::irq);
  run.of_job(EventKind::finished, run.a);
  CHECK(run.coverage.seen() == seen);
}

}  // namespace drmsim::scenarios
