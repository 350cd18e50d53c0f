// Recovery of rings that reset together: who is affected, in which order, and one at a time.
//
// Contract (include/drm/gpu_scheduler.h, timedout_job): stop every scheduler that the reset touches
// before touching the hardware, restart all of them afterwards; recoveries of one domain never
// overlap.
#pragma once

#include <memory>
#include <vector>

#include "sim/mutex.h"

namespace drmsim::scenarios {

class RingDriver;
class V3dDevice;

struct RecoveryDomain {
  explicit RecoveryDomain(sim::World& world) : reset_lock(world, "reset_lock") {}

  sim::Mutex reset_lock;             // held by the timeout handler from stop to start
  std::vector<RingDriver*> drivers;  // in the order of their rings
  std::shared_ptr<V3dDevice> v3d;    // of the rings that are a V3D's queues
};

}  // namespace drmsim::scenarios
