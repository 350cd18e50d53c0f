// No timer calls the timeout handler for a job that has been the oldest for less than its timeout.
//
// Intuition: the stopwatch of LateChecker, read from the other side. Mechanism: a job is the oldest
// no sooner than it was pushed, and than the hardware was done with the one before it; what is less
// than a timeout ago at timedout_job was early, if a timer expired. Who wants the handler at once
// (drm_sched_fault(), a timeout of 0) is not early. A timer that is armed again while its worker
// waits for job_list_lock does this: the worker takes whatever is the oldest by then (N3 of
// scenarios/files/bugs). Limits: what the timers' rounding takes away is allowed for: a tick. A job
// that waited long for its dependencies, or whose predecessor ended by force, seems older than it
// is.
#pragma once

#include <cstdint>
#include <deque>
#include <map>

#include "scenarios/checkers/job_checker.h"
#include "scenarios/format/scenario_spec.h"

namespace drmsim::scenarios {

class EarlyChecker final : public JobChecker {
 public:
  EarlyChecker(sim::World& world, const ScenarioSpec& spec)
      : JobChecker(world), exact_(spec.timer_rounding == sim::TimerRounding::exact) {}
  void check(const sim::Event& event, const JobLife* job) override;

 private:
  struct Running {
    std::uint64_t tag;
    sim::TimeNs since_ns;  // it has been the oldest no longer than since then
  };
  struct Queue {
    sim::TimeNs timeout_ns = sim::kForever;
    sim::TimeNs last_end_ns = 0;
    std::deque<Running> jobs;  // oldest first
  };
  void begun(Queue& queue, sim::JobTag tag, const JobLife* job);
  void finish(Queue& queue, sim::JobTag tag, const JobLife* job);
  void judge(const Queue& queue, std::uint64_t job);
  sim::TimeNs tolerance_ns(sim::TimeNs timeout_ns) const;

  const bool exact_;
  std::map<sim::NameId, Queue> queues_;  // by scheduler
};

}  // namespace drmsim::scenarios
