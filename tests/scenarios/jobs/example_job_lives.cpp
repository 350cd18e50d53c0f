// Looking jobs up while a run goes on: which of a ring are not over yet, and which queue has to
// wait for the place on the hardware that another holds.
#include "scenarios/jobs/job_lives.h"

#include <catch2/catch.hpp>

#include "sim/world.h"

namespace drmsim::scenarios {
namespace {

struct UnfreedJobs {
  std::uint64_t of(sim::NameId ring) const {
    std::uint64_t count = 0;
    lives.for_each([&](const JobLife& life) { count += life.sched == ring && !life.freed; });
    return count;
  }
  const JobLives& lives;
};

}  // namespace

TEST_CASE("example: the jobs of a ring that are not over, and what kind of recoveries there were") {
  sim::World world;
  JobLives lives(world.log());
  const sim::NameId gfx = world.intern("gfx");
  const sim::NameId entity = world.intern("app");
  const auto job = [&](std::uint32_t number) { return sim::JobTag{world.intern("app"), number}; };
  const auto push = [&](std::uint32_t number) {
    world.log().emit(sim::EventKind::push, job(number), entity, gfx, 1, 0, 0);
  };
  push(1);  // before anybody follows the log: not known
  lives.follow_log();
  push(2);
  push(3);
  CHECK(lives.find(job(1)) == nullptr);
  REQUIRE(lives.find(job(3)) != nullptr);
  CHECK(lives.find(job(3))->number == 2);  // in the order of pushing
  CHECK(UnfreedJobs{lives}.of(gfx) == 2);

  world.log().emit(sim::EventKind::finished, job(2), gfx, 0);
  CHECK(lives.any_unfreed_of(gfx));  // finished, and not freed
  world.log().emit(sim::EventKind::free_job, job(2));
  CHECK(lives.find(job(2)) == nullptr);
  CHECK(UnfreedJobs{lives}.of(gfx) == 1);

  CHECK(lives.recoveries() == 0);
  world.log().emit(sim::EventKind::hw_reset, world.intern("another"), 0);
  CHECK(lives.recoveries() == 1);  // of any ring
}

TEST_CASE("example: a queue waits for another's place until the hardware begins a job of its") {
  sim::World world;
  JobLives lives(world.log());
  lives.follow_log();
  const sim::NameId ccs = world.intern("ccs");
  const sim::NameId bcs = world.intern("bcs");
  CHECK(lives.waits_behind(ccs) == 0);
  world.log().emit(sim::EventKind::hw_wait, ccs, bcs);
  CHECK(lives.waits_behind(ccs) == bcs);
  world.log().emit(sim::EventKind::hw_start, sim::JobTag{world.intern("j")}, ccs,
                   static_cast<const char*>(nullptr));
  CHECK(lives.waits_behind(ccs) == 0);
}

}  // namespace drmsim::scenarios
