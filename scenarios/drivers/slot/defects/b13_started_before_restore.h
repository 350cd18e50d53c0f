// B13: the scheduler is started before its ring is set up again.
//
// What it submits at once goes to a ring that is disabled.
#pragma once

#include "scenarios/drivers/slot/slot_driver.h"

namespace drmsim::scenarios {

class StartedBeforeRestore final : public SlotDefect {
 public:
  using SlotDefect::SlotDefect;
  void restore_ring() override {}
  void started() override {
    driver_.port().enable_ring();
    inner_.started();
  }
};

}  // namespace drmsim::scenarios
