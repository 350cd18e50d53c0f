// An event log that a test makes up: what happens to the jobs of ring `gfx`, step by step.
#pragma once

#include <string>
#include <type_traits>

#include "scenarios/checkers/job_checker.h"
#include "scenarios/jobs/job_lives.h"
#include "scenarios/jobs/job_observer.h"
#include "sim/workqueue.h"
#include "sim/world.h"

namespace drmsim::tests {

class MadeUpLog {
 public:
  explicit MadeUpLog(const sim::WorldOptions& options = {}) : world(options) {}

  MadeUpLog& push(const char* job, const char* entity = "e") {
    return emit(sim::EventKind::push, job, world.intern(entity), gfx, 1, 0, 0);
  }
  // Given to the hardware, which has not begun it.
  MadeUpLog& given(const char* job, unsigned attempt = 1) {
    return emit(sim::EventKind::run_job, job, gfx, attempt, 1);
  }
  MadeUpLog& hw_start(const char* job, const char* fault = nullptr) {
    return emit(sim::EventKind::hw_start, job, gfx, fault);
  }
  MadeUpLog& run(const char* job, unsigned attempt = 1, const char* fault = nullptr) {
    return given(job, attempt).hw_start(job, fault);
  }
  MadeUpLog& none(const char* job) {
    return emit(sim::EventKind::run_job_none, job, gfx, "NULL", 0);
  }
  MadeUpLog& done(const char* job) { return emit(sim::EventKind::hw_done, job, gfx); }
  MadeUpLog& killed(const char* job) { return emit(sim::EventKind::hw_kill, job, gfx); }
  MadeUpLog& scheduled(const char* job) { return emit(sim::EventKind::scheduled, job, gfx); }
  MadeUpLog& finished(const char* job, int error = 0) {
    return emit(sim::EventKind::finished, job, gfx, error);
  }
  MadeUpLog& freed(const char* job) { return emit(sim::EventKind::free_job, job); }
  MadeUpLog& timed_out(const char* job) { return emit(sim::EventKind::timedout_job, job, gfx, 0); }
  MadeUpLog& karma(const char* job, int karma) {
    return emit(sim::EventKind::karma, job, karma, 1);
  }
  MadeUpLog& false_timeout(const char* job) {
    return emit(sim::EventKind::false_timeout, job, gfx, "progress");
  }

  MadeUpLog& init(sim::TimeNs timeout_ns) {
    world.log().emit(sim::EventKind::sched_init, gfx, 8, timeout_ns, 0, "fifo");
    return *this;
  }
  MadeUpLog& sched(sim::EventKind kind) {  // stopped, resubmit or restart
    world.log().emit(kind, gfx);
    return *this;
  }
  MadeUpLog& reset() {
    world.log().emit(sim::EventKind::hw_reset, gfx, 1);
    return *this;
  }
  MadeUpLog& entity_destroy(const char* entity) {
    world.log().emit(sim::EventKind::entity_destroy, world.intern(entity));
    return *this;
  }
  MadeUpLog& fini(unsigned credits, int score = 0) {
    world.log().emit(sim::EventKind::sched_fini, gfx, credits, score);
    return *this;
  }
  MadeUpLog& quiescent() {
    world.log().emit(sim::EventKind::quiescent);
    return *this;
  }

  // What comes next happens then.
  MadeUpLog& at(sim::TimeNs time_ns) {
    world.spawn_task("client:clock", [this, time_ns] { world.cpu().sleep_until(time_ns); });
    world.run();
    return *this;
  }
  // What the function emits comes from a work item, as a timeout handler's does. after_ns: on a
  // timer, that long from now; 0: somebody wants it at once.
  MadeUpLog& in_work(void (*function)(void* made_up_log), sim::TimeNs after_ns = 0) {
    sim::Workqueue queue(world, "timeouts", sim::WorkqueueKind::ordered);
    sim::DelayedWork work(world, "tdr:gfx", "tdr", function, this, sim::TimerRounding::exact);
    queue.queue_delayed(work, after_ns);
    world.run();
    return *this;
  }

  // Of the first hazard; empty: there is none.
  std::string hazard() {
    const auto& all = world.hazards().all();
    return all.empty() ? "" : all.front().message;
  }

  sim::World world;
  scenarios::JobLives lives{world.log()};
  sim::NameId gfx = world.intern("gfx");

 private:
  template <class... Args>
  MadeUpLog& emit(sim::EventKind kind, const char* job, Args... args) {
    world.log().emit(kind, sim::JobTag{world.intern(job)}, args...);
    return *this;
  }
};

// One with a single checker that watches it. The checker is made with the World, the lives of jobs
// if it takes them, and `args`.
template <class Checker>
class CheckedLog : public MadeUpLog, private scenarios::JobObserver {
 public:
  explicit CheckedLog(const sim::WorldOptions& options) : MadeUpLog(options), checker_(make()) {
    lives.add(*this);
  }
  template <class... Args>
  explicit CheckedLog(const Args&... args) : checker_(make(args...)) {
    lives.add(*this);
  }

 private:
  template <class... Args>
  Checker make(const Args&... args) {
    if constexpr (std::is_constructible_v<Checker, sim::World&, scenarios::JobLives&,
                                          const Args&...>) {
      return Checker(world, lives, args...);
    } else {
      return Checker(world, args...);
    }
  }
  void on_event(const sim::Event& event, const scenarios::JobLife* job) override {
    static_cast<scenarios::JobChecker&>(checker_).check(event, job);
  }
  Checker checker_;
};

}  // namespace drmsim::tests
