// A hang is noticed in bounded time, whatever else is submitted.
//
// Intuition: a stopwatch for the oldest job of each scheduler. Mechanism: it starts when the job
// becomes the oldest that runs, and again when the scheduler restarts or the driver found that
// nothing was wrong; it stops with timedout_job or finished. Entry A7 of the bug catalogue.
// Time that passes by choice, while somebody could go on, does not count. Limits: allows for
// kTimeouts timeouts.
#pragma once

#include <cstdint>
#include <deque>
#include <map>

#include "scenarios/checkers/job_checker.h"

namespace drmsim::scenarios {

class LateChecker final : public JobChecker {
 public:
  using JobChecker::JobChecker;
  static constexpr unsigned kTimeouts = 5;

 private:
  struct Queue {
    sim::TimeNs timeout_ns = sim::kForever;
    sim::TimeNs since_ns = 0;        // of attended_ns()
    std::deque<std::uint64_t> jobs;  // tags of those that run, oldest first
  };
  void check(const sim::Event& event, const JobLife* job) override;
  void finished(Queue& queue, std::uint64_t job, sim::TimeNs now_ns);
  void judge(const Queue& queue, sim::TimeNs now_ns);
  sim::TimeNs attended_ns() const { return world().now() - world().cpu().starved_ns(); }

  std::map<sim::NameId, Queue> queues_;  // by scheduler
};

}  // namespace drmsim::scenarios
