// The smallest hardware that the scheduler can drive, and its driver: one serial engine below a
// ring.
//
// Jobs execute in order, each for its duration; a job that hangs never completes in its first
// attempts. At completion the next job starts, then the interrupt handler signals the completed
// job's hardware fence, in the same instant. Recovery is stop, karma, reset, resubmit, start. What
// a test wants done differently it puts into a hook.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "sched/model/job.h"
#include "sched/model/scheduler.h"
#include "sim/irq_line.h"
#include "sim/timed_event.h"
#include "tests/sched/model/support/fake_fence.h"

namespace drmsim::drm::test {

struct JobSpec {
  std::string name = "j";
  sim::TimeNs duration_ns = 10'000;
  std::uint32_t credits = 1;
  unsigned hang_attempts = 0;
  RunJobResult result{};  // used if `scripted`: handed back instead of submitting
  bool scripted = false;
};

class FakeDriver;

class FakeJob final : public sim::Tracked, public Job {
 public:
  FakeJob(Entity& entity, const JobSpec& spec, sim::JobTag tag,
          sim::Where where = sim::Where::here());
  using Job::check_alive;
  using Job::life;
  using Job::world;
  std::string label() const override { return Job::label(); }
  const JobSpec& spec() const { return spec_; }
  unsigned attempts = 0;  // calls of run_job so far
  bool hangs() const { return attempts <= spec_.hang_attempts; }

 private:
  JobSpec spec_;
};

struct DriverOptions {
  // References of the hardware fence: 2, one for the scheduler and one kept until the interrupt or
  // the reset; 1, none kept; 0, none kept and yet one put by the interrupt handler.
  int refs = 2;
  FenceRelease release = FenceRelease::rcu;
  sim::TimeNs reset_ns = 0;
  bool resubmit = true;
};

class FakeDriver final : public BackendOps {
 public:
  FakeDriver(sim::World& world, std::string_view name, const DriverOptions& options = {});

  void attach(Scheduler& scheduler) { scheduler_ = &scheduler; }
  Scheduler& scheduler() { return *scheduler_; }

  Fence* prepare_job(Job& job, Entity& entity) override;
  RunJobResult run_job(Job& job) override;
  SchedStat timedout_job(Job& job) override;
  void free_job(Job& job) override;
  std::uint32_t update_job_credits(Job& job, std::uint32_t credits) override;

  void reset();  // of the hardware: the ring is empty afterwards
  std::size_t on_ring() const { return ring_.size(); }

  std::function<Fence*(Job&, Entity&)> on_prepare;
  std::function<std::optional<RunJobResult>(FakeJob&)> on_run;  // nothing: as usual
  std::function<SchedStat(Job&)> on_timeout;
  std::function<void(Job&)> before_free;
  std::function<std::uint32_t(Job&)> on_credits;
  std::function<void()> before_irq;  // at the start of the interrupt handler

 private:
  struct Slot {
    sim::JobTag job;
    FakeFence* fence;
    sim::TimeNs duration_ns;
    bool hangs;
  };
  void submit(FakeJob& job, FakeFence& fence);
  void start_next();
  void complete();
  void handle_irq();

  sim::World& world_;
  DriverOptions options_;
  sim::NameId name_;
  Scheduler* scheduler_ = nullptr;
  std::uint64_t context_;
  std::uint64_t seqno_ = 0;
  std::deque<Slot> ring_;             // the first one executes
  std::deque<FakeFence*> completed_;  // not yet seen by the interrupt handler
  sim::TimedCallback engine_;
  sim::IrqLine irq_;
};

}  // namespace drmsim::drm::test
