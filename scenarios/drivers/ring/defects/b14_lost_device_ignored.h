// B14: when the device is lost, the timeout handler gives up and returns as if all was well.
//
// What is pending is neither replayed nor cancelled: its users wait for ever.
#pragma once

#include "scenarios/drivers/ring/ring_driver.h"

namespace drmsim::scenarios {

class LostDeviceIgnored final : public RingDefect {
 public:
  using RingDefect::RingDefect;
  drm::SchedStat reset(RingRecovery& recovery) override {
    return driver_.lost() ? drm::SchedStat::nominal : inner_.reset(recovery);
  }
};

}  // namespace drmsim::scenarios
