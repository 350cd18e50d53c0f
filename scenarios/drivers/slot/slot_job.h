// A job of the slot driver, with its reference to the fence of its last attempt.
#pragma once

#include <cstdint>

#include "scenarios/drivers/common/driver_job.h"
#include "scenarios/drivers/slot/slot_file.h"

namespace drmsim::scenarios {

class SlotJob final : public DriverJob {
 public:
  SlotJob(drm::Api& api, sim::World& world, drm::Entity& entity, const JobRequest& request,
          sim::Where where)
      : DriverJob(api, world, entity, request, where) {}
  static SlotJob& of(drm::Job& job) { return static_cast<SlotJob&>(storage_of(job)); }

  SlotFile* file = nullptr;               // whose it is; null: closed
  drm::Fence* irq_fence = nullptr;        // of the last attempt; null before the first
  std::uint32_t progress_at_timeout = 0;  // the register, when its timer fired last
};

}  // namespace drmsim::scenarios
