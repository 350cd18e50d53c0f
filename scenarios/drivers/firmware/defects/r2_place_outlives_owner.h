// R2: a queue whose owner is gone keeps its place on the hardware until its jobs have ended.
//
// Others wait for a place that nobody needs, for ever if one of the jobs never ends.
#pragma once

#include "scenarios/drivers/firmware/firmware_driver.h"

namespace drmsim::scenarios {

class PlaceOutlivesOwner final : public FirmwareDefect {
 public:
  using FirmwareDefect::FirmwareDefect;
  void owner_gone() override {}
};

}  // namespace drmsim::scenarios
