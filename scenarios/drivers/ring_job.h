// A job of the ring driver: the scheduler's job, what to execute, and perhaps its hardware fence.
//
// With an embedded fence the memory belongs to the fence's references: free_job() drops the job's
// own, and whoever drops the last frees it. Without, free_job() frees it.
#pragma once

#include <optional>

#include "scenarios/drivers/driver.h"
#include "scenarios/drivers/hw_fence.h"
#include "sched/job.h"

namespace drmsim::scenarios {

class RingJob final : public sched::Job {
 public:
  RingJob(sched::Entity& entity, const JobRequest& request, sim::NameId ring, sim::Where where);

  const sim::TimeNs duration_ns;
  const std::optional<EndWord> until;
  const JobFaultSpec* fault;  // may be null
  unsigned attempts = 0;      // calls of run_job so far

  HwFence& embedded_fence() { return embedded_fence_; }

 private:
  class Embedded final : public HwFence {
   public:
    Embedded(RingJob& job, sim::NameId ring) : HwFence(job, ring), job_(job) {}

   private:
    void release() override;
    RingJob& job_;
  };
  Embedded embedded_fence_;
};

}  // namespace drmsim::scenarios
