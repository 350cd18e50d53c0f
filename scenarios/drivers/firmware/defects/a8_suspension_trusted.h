// A8: the timeout of an evicted queue is suspended once, and believed to stay suspended.
//
// Each submission may start the timer again: a job times out while its queue waits for a place, and
// is taken for one that hangs.
#pragma once

#include "scenarios/drivers/firmware/firmware_driver.h"

namespace drmsim::scenarios {

class SuspensionTrusted final : public FirmwareDefect {
 public:
  using FirmwareDefect::FirmwareDefect;
  void suspend_timeout() override {
    if (!driver_.timeout_suspended()) inner_.suspend_timeout();
  }
  bool waits_for_place(FirmwareRecovery&) override { return false; }
};

}  // namespace drmsim::scenarios
