// C8: when a file is closed, the driver looks for its jobs by job->entity.
//
// The scheduler has cleared that in the jobs that it has popped: those keep a pointer to the file,
// which is freed.
#pragma once

#include "scenarios/drivers/slot/slot_driver.h"

namespace drmsim::scenarios {

class CloseAsksEntity final : public SlotDefect {
 public:
  using SlotDefect::SlotDefect;
  bool is_of_file(SlotJob& job, const SlotFile&, drm::Entity& entity) override {
    return driver_.api().entity(job.job()) == &entity;
  }
};

}  // namespace drmsim::scenarios
