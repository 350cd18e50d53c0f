// A job of the ring driver: the scheduler's job, what to execute, and perhaps its hardware fence.
//
// One piece of memory, as a driver's kzalloc of a structure that embeds both. With an embedded
// fence it belongs to the fence's references: free_job() drops the job's own, and whoever drops the
// last frees it. Without, free_job() frees it.
#pragma once

#include <optional>

#include "scenarios/drivers/driver.h"
#include "scenarios/drivers/hw_fence.h"

namespace drmsim::scenarios {

class RingJob final : public sim::Tracked {
 public:
  RingJob(drm::Api& api, sim::World& world, drm::Entity& entity, const JobRequest& request,
          sim::NameId ring, sim::Where where);
  static RingJob& of(drm::Job& job) {
    return static_cast<RingJob&>(drm::JobMemory::of(job).storage());
  }

  const sim::TimeNs duration_ns;
  const std::optional<EndWord> until;
  const JobFaultSpec* fault;  // may be null
  unsigned attempts = 0;      // calls of run_job so far

  drm::Job& job() { return memory_.job(); }
  sim::JobTag tag() const { return memory_.tag(); }
  HwFence& embedded_fence() { return embedded_fence_; }
  std::string label() const override;

 private:
  class Embedded final : public HwFence {
   public:
    Embedded(drm::Api& api, RingJob& job, sim::NameId ring) : HwFence(api, job, ring), job_(job) {}

   private:
    void release() override;
    RingJob& job_;
  };

  drm::JobMemory memory_;
  Embedded embedded_fence_;
};

}  // namespace drmsim::scenarios
