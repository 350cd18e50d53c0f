// A job of the firmware driver, with its reference to the fence of its last attempt.
#pragma once

#include "scenarios/drivers/common/driver_job.h"

namespace drmsim::scenarios {

class FirmwareJob final : public DriverJob {
 public:
  FirmwareJob(drm::Api& api, sim::World& world, drm::Entity& entity, const JobRequest& request,
              sim::Where where)
      : DriverJob(api, world, entity, request, where) {}
  static FirmwareJob& of(drm::Job& job) { return static_cast<FirmwareJob&>(storage_of(job)); }

  drm::Fence* done_fence = nullptr;  // null before the first attempt
};

}  // namespace drmsim::scenarios
