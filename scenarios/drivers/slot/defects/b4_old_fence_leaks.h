// B4: when a job is run again, the fence of the attempt before is not put.
#pragma once

#include "scenarios/drivers/slot/slot_driver.h"

namespace drmsim::scenarios {

class OldFenceLeaks final : public SlotDefect {
 public:
  using SlotDefect::SlotDefect;
  void put_old_fence(SlotJob&) override {}
};

}  // namespace drmsim::scenarios
