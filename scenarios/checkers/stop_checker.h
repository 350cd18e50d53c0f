// drm_sched_stop() and drm_sched_start() are for recovery, and for nothing else.
//
// Contract of Linux 7.3, and rules 33 and 35 of the bug catalogue: a timeout handler that finds
// nothing wrong with its job (`false_timeout`; DRM_GPU_SCHED_STAT_NO_HANG) neither stops nor starts
// its scheduler, before or after; nobody stops a scheduler in order to take it down. Mechanism: a
// handler is the work item in which timedout_job comes; who takes a scheduler down is the context
// of sched_fini. Limits: a recovery that failed for good may leave its scheduler stopped; that it
// is another context that takes it down then is what tells the two apart.
#pragma once

#include <cstdint>
#include <map>

#include "scenarios/checkers/job_checker.h"

namespace drmsim::scenarios {

class StopChecker final : public JobChecker {
 public:
  using JobChecker::JobChecker;
  void check(const sim::Event& event, const JobLife* job) override;

 private:
  struct Handler {
    std::uint64_t execution = 0;    // of the work item: a worker executes others after it
    const char* touched = nullptr;  // what it has called: "drm_sched_stop"
    bool skips = false;             // it has found that nothing is to be reset
  };
  Handler* handler_of(sim::NameId sched);
  void touch(sim::NameId sched, const char* function);
  void report_skipped(sim::NameId sched, const char* function);

  std::map<sim::NameId, Handler> handlers_;           // the latest of each scheduler
  std::map<sim::NameId, sim::ContextId> stopped_by_;  // until it is started again
};

}  // namespace drmsim::scenarios
