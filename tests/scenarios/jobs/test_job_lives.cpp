// What is known of each job, from events that are made up.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "scenarios/jobs/job_lives.h"
#include "sim/world.h"

namespace drmsim::scenarios {
namespace {

using sim::EventKind;
using Hardware = JobLife::Hardware;
using Phase = JobLife::Phase;

struct Followed {
  Followed() { lives.follow_log(); }

  void push(sim::JobTag tag) { world.log().emit(EventKind::push, tag, entity, gfx, 1, 0, 0); }
  void run(unsigned attempt = 1) { world.log().emit(EventKind::run_job, job, gfx, attempt, 1); }
  void start(const char* fault = nullptr) {
    world.log().emit(EventKind::hw_start, job, gfx, fault);
  }
  void on_ring(EventKind kind) { world.log().emit(kind, job, gfx, 0); }
  void lose_device() { world.log().emit(EventKind::hw_fault, gfx, "device_lost"); }
  void start_one() {
    push(job);
    run();
    start();
  }
  const JobLife& life() const { return *lives.find(job); }

  sim::World world;
  JobLives lives{world.log()};
  sim::NameId gfx = world.intern("gfx");
  sim::NameId entity = world.intern("e");
  sim::JobTag job{world.intern("j")};
};

// The phases of jobs that it was shown, and of which event.
struct Watcher : JobObserver {
  void on_event(const sim::Event& event, const JobLife* job) override {
    seen.emplace_back(std::string(sim::schema_of(event.kind).name) + ' ' +
                      (job == nullptr ? "-" : phase_name(job->phase)));
  }
  void became_ready(const JobLife&) override { seen.emplace_back("ready"); }
  std::vector<std::string> seen;
};

}  // namespace

TEST_CASE("job lives: an observer sees a job as it was before the event") {
  Followed log;
  Watcher watcher;
  log.lives.add(watcher);
  log.start_one();
  log.on_ring(EventKind::hw_done);
  log.on_ring(EventKind::finished);
  log.world.log().emit(EventKind::free_job, log.job);
  log.world.log().emit(EventKind::free_job, log.job);
  CHECK(watcher.seen == std::vector<std::string>{"push -", "ready", "run_job queued",
                                                 "hw_start running", "hw_done running",
                                                 "finished completed", "free_job finished",
                                                 "free_job -"});
}

TEST_CASE("job lives: a job is over when it is finished and freed, in either order") {
  Followed log;
  log.push(log.job);
  SECTION("finished first") {
    log.on_ring(EventKind::finished);
    REQUIRE(log.lives.find(log.job) != nullptr);
    CHECK(log.lives.any_unfreed_of(log.gfx));
    log.world.log().emit(EventKind::free_job, log.job);
  }
  SECTION("freed first: its fence's event comes late") {
    log.world.log().emit(EventKind::free_job, log.job);
    REQUIRE(log.lives.find(log.job) != nullptr);
    CHECK_FALSE(log.lives.any_unfreed_of(log.gfx));
    log.on_ring(EventKind::finished);
  }
  CHECK(log.lives.find(log.job) == nullptr);
}

TEST_CASE("job lives: what a reset drops may execute again, what the device takes with it not") {
  Followed log;
  log.start_one();
  CHECK(log.life().executes());
  CHECK_FALSE(log.life().could_execute());
  SECTION("a reset") {
    log.world.log().emit(EventKind::hw_reset, log.gfx, 1);
    CHECK(log.life().hardware == Hardware::dropped);
    CHECK(log.life().dropped);
    CHECK(log.life().could_execute());
    log.run(2);
    CHECK_FALSE(log.life().dropped);
    CHECK(log.life().attempts == 2);
  }
  SECTION("a reset of another ring") {
    log.world.log().emit(EventKind::hw_reset, log.entity, 0);
    CHECK(log.life().executes());
  }
  SECTION("the device") {
    log.lose_device();
    CHECK(log.life().hardware == Hardware::dropped);
    CHECK_FALSE(log.life().could_execute());
  }
}

TEST_CASE("job lives: who hangs, and until when the recovery of that is under way") {
  Followed log;
  log.push(log.job);
  log.run();
  SECTION("the job hangs") {
    log.start("hang");
  }
  SECTION("its ring reports an error before it starts") {
    log.world.log().emit(EventKind::hw_fault, log.gfx, "fault_interrupt");
    log.start();
  }
  SECTION("and while it executes") {
    log.start();
    log.world.log().emit(EventKind::hw_fault, log.gfx, "fault_interrupt");
  }
  CHECK(log.life().hardware == Hardware::hanging);
  log.world.log().emit(EventKind::hw_reset, log.gfx, 1);
  CHECK(log.life().hardware == Hardware::dropped_hanging);
  log.world.log().emit(EventKind::restart, log.gfx);
  CHECK(log.life().hardware == Hardware::dropped_hung);
  log.start();  // the reset has mended the ring, too
  CHECK(log.life().hardware == Hardware::executing);
}

TEST_CASE("job lives: a job is ready when its last dependency signals, or when it starts") {
  Followed log;
  JobReadiness dependencies(log.world.log());
  log.lives.listen_to(dependencies);
  const sim::JobTag before{log.world.intern("before")};
  dependencies.add(log.job, {before, false});
  log.push(before);
  log.push(log.job);
  CHECK_FALSE(log.life().ready);
  CHECK(log.lives.missing(log.job).size() == 1);
  SECTION("its dependency") {
    log.world.log().emit(EventKind::finished, before, log.gfx, 0);
    CHECK(log.life().could_execute());
  }
  SECTION("its start") {
    log.start();
  }
  CHECK(log.life().ready);
}

TEST_CASE("job lives: a deadline is announced before the push, and is the job's from then on") {
  Followed log;
  log.world.log().emit(EventKind::deadline, log.job, 700);
  CHECK(log.lives.announced_deadline_ns(log.job) == 700);
  log.push(log.job);
  CHECK(log.lives.announced_deadline_ns(log.job) == sim::kForever);
  CHECK(log.life().deadline_ns == 700);
}

}  // namespace drmsim::scenarios
