// Which options of a firmware driver are defects.
//
// To add one: a file here with a subclass of FirmwareDefect, an option (scenarios/format/keys/),
// and a line in firmware_defects.cpp.
#pragma once

#include "scenarios/drivers/common/defect_stack.h"
#include "scenarios/drivers/firmware/firmware_steps.h"
#include "scenarios/format/driver_spec.h"

namespace drmsim::scenarios {

using FirmwareDefects = DefectStack<FirmwareDriver, FirmwareSteps, FirmwareDefect>;

FirmwareDefects firmware_defects(FirmwareDriver& driver, FirmwareSteps& correct,
                                 const DriverSpec& options);

}  // namespace drmsim::scenarios
