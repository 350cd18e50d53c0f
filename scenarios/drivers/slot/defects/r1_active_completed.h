// R1: the interrupt handler completes whatever job is active, without asking the hardware.
//
// An interrupt that comes late, or twice, completes the next job, which still executes.
#pragma once

#include "scenarios/drivers/slot/slot_driver.h"

namespace drmsim::scenarios {

class ActiveCompleted final : public SlotDefect {
 public:
  using SlotDefect::SlotDefect;
  void handle_interrupt() override { driver_.take_active(); }
};

}  // namespace drmsim::scenarios
