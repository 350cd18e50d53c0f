// Which options of a ring driver are defects.
//
// To add one: a file here with a subclass of RingDefect, an option (scenarios/format/keys/), and a
// line in ring_defects.cpp.
#pragma once

#include "scenarios/drivers/common/defect_stack.h"
#include "scenarios/drivers/ring/ring_steps.h"
#include "scenarios/format/driver_spec.h"

namespace drmsim::scenarios {

using RingDefects = DefectStack<RingDriver, RingSteps, RingDefect>;

RingDefects ring_defects(RingDriver& driver, RingSteps& correct, const DriverSpec& options);

}  // namespace drmsim::scenarios
