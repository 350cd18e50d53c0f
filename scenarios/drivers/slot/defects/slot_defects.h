// Which options of a slot driver are defects.
//
// To add one: a file here with a subclass of SlotDefect, an option (scenarios/format/keys/), and a
// line in slot_defects.cpp.
#pragma once

#include "scenarios/drivers/common/defect_stack.h"
#include "scenarios/drivers/slot/slot_steps.h"
#include "scenarios/format/driver_spec.h"

namespace drmsim::scenarios {

using SlotDefects = DefectStack<SlotDriver, SlotSteps, SlotDefect>;

SlotDefects slot_defects(SlotDriver& driver, SlotSteps& correct, const DriverSpec& options);

}  // namespace drmsim::scenarios
