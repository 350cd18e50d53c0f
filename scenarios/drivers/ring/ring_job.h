// A job of the ring driver: perhaps with its hardware fence inside.
//
// With an embedded fence the memory belongs to the fence's references: free_job() drops the job's
// own, and whoever drops the last frees it. Without, free_job() frees it.
#pragma once

#include "scenarios/drivers/common/driver_job.h"
#include "scenarios/drivers/common/hw_fence.h"

namespace drmsim::scenarios {

class RingJob final : public DriverJob {
 public:
  RingJob(drm::Api& api, sim::World& world, drm::Entity& entity, const JobRequest& request,
          sim::NameId ring, sim::Where where);
  static RingJob& of(drm::Job& job) { return static_cast<RingJob&>(storage_of(job)); }

  HwFence& embedded_fence() { return embedded_fence_; }

 private:
  class Embedded final : public HwFence {
   public:
    Embedded(drm::Api& api, RingJob& job, sim::NameId ring)
        : HwFence(api, job, ring, "ring_driver"), job_(job) {}

   private:
    void release() override;
    RingJob& job_;
  };

  Embedded embedded_fence_;
};

}  // namespace drmsim::scenarios
