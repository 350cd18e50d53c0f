// Whom a wait-for graph asks about fences: who waits for a job is told where that is, and queues
// whose head waits for another job have lines of their own.
#include "scenarios/machine/job_witness.h"

#include <catch2/catch.hpp>

#include "tests/scenarios/support/model_bench.h"

namespace drmsim::scenarios {

TEST_CASE("example: a wait-for graph that knows where jobs are") {
  sim::World world;
  JobLives lives(world.log());
  lives.follow_log();
  JobReadiness dependencies(world.log());
  lives.listen_to(dependencies);
  const JobWitness witness(world.names(), lives, dependencies);
  world.set_fence_witness(&witness);

  const sim::NameId gfx = world.intern("gfx");
  const auto job = [&](const char* name) { return sim::JobTag{world.intern(name)}; };
  const auto push = [&](const char* name, const char* entity) {
    world.log().emit(sim::EventKind::push, job(name), world.intern(entity), gfx, 1, 0, 0);
  };
  push("draw", "game");
  dependencies.add(job("show"), {.job = job("draw")});
  push("show", "compositor");
  push("next", "compositor");

  REQUIRE(witness.waiting_jobs().size() == 1);  // of each entity, what keeps its queue
  CHECK(witness.waiting_jobs()[0].who == "job show");
  CHECK(witness.waiting_jobs()[0].waits_for == "fence of draw");
  CHECK(witness.waiting_jobs()[0].waker == "run:gfx");
  CHECK(witness.source(job("next").name).why ==
        "job next is in the queue of entity compositor behind show; job show waits for the fence "
        "of draw; job draw is in the queue of entity game, run_job was not called");
  CHECK(sim::WaitGraph(world).text().size() == 1);  // no context waits, a job does

  world.log().emit(sim::EventKind::finished, job("draw"), gfx, 0);
  CHECK(witness.waiting_jobs().empty());
  CHECK(witness.source(world.intern("no_job")).why.empty());
}

TEST_CASE("example: of a loop's jobs the oldest is what holds the others up") {
  sim::World world;
  JobLives lives(world.log());
  lives.follow_log();
  const JobReadiness dependencies(world.log());
  const JobWitness witness(world.names(), lives, dependencies);
  const sim::NameId gfx = world.intern("gfx");
  const sim::NameId app = world.intern("app");
  for (std::uint32_t number = 1; number <= 2; ++number) {
    world.log().emit(sim::EventKind::push, sim::JobTag{app, number}, app, gfx, 1, 0, 0);
  }
  world.log().emit(sim::EventKind::run_job, sim::JobTag{app, 1}, gfx, 1u, 1);
  const auto source = witness.source(app);
  CHECK(source.why == "job app.0 was given to hardware ring gfx, which has not begun it");
  CHECK(std::string(source.state) == "given to the hardware");
}

}  // namespace drmsim::scenarios
