// What a scenario may ask of a hosted driver: less than of our own, whose habits are options.
#pragma once

#include "scenarios/drivers/common/driver.h"
#include "sched/api/hosted_code.h"

namespace drmsim::scenarios {

// The code of the ring's driver, of the kernel that is the run's scheduler. Throws InputError, as
// below.
drm::HostedCode& code_of_driver(const DriverContext& context);

// The queues of the driver `v3d` that rings may stand for.
inline constexpr const char* kV3dBin = "v3d_bin";
inline constexpr const char* kV3dRender = "v3d_render";
// The ring is one of them, has the driver's timeout, and shares the reset domain of the other.
void check_v3d(const DriverContext& context);

// The ring, its entities and their jobs are such as the driver's code makes them.
void check_hosted(const DriverContext& context);

}  // namespace drmsim::scenarios
