// F8: process context takes the lock of the hardware fences with interrupts on.
//
// The interrupt handler takes it as well: on the same processor it waits for ever.
#pragma once

#include "scenarios/drivers/firmware/firmware_driver.h"

namespace drmsim::scenarios {

class FenceLockNotIrqSafe final : public FirmwareDefect {
 public:
  using FirmwareDefect::FirmwareDefect;
  void cancel_in_flight(drm::Fence& fence) override {
    const sim::SpinGuard guard(driver_.fence_lock());
    driver_.cancel_locked(fence);
  }
};

}  // namespace drmsim::scenarios
