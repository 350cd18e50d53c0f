// Recovery of rings that reset together: who is affected, in which order, and one at a time.
//
// Contract (include/drm/gpu_scheduler.h, timedout_job): stop every scheduler that the reset touches
// before touching the hardware, restart all of them afterwards; recoveries of one domain never
// overlap. Drivers of different kinds may share a domain.
#pragma once

#include <memory>
#include <vector>

#include "sched/api/drm_handles.h"
#include "sim/mutex.h"

namespace drmsim::scenarios {

class FirmwareDevice;
class FirmwareDriver;
class V3dDevice;

// The driver of one ring, as the recovery of another ring sees it. All calls are made by the
// timeout handler that holds reset_lock, in this order.
class DomainMember {
 public:
  virtual drm::Scheduler& scheduler() = 0;
  virtual void quiesce() {}                         // the reset is near; its scheduler still runs
  virtual void scheduler_was_stopped() {}           // before the reset
  virtual void hardware_was_reset(bool works) = 0;  // not works: it is given up
  virtual bool resubmits() const = 0;  // what was pending, before its scheduler is started
  virtual void schedulers_were_started() {}

 protected:
  ~DomainMember() = default;
};

struct RecoveryDomain {
  explicit RecoveryDomain(sim::World& world) : reset_lock(world, "reset_lock") {}

  sim::Mutex reset_lock;               // held by the timeout handler from stop to start
  std::vector<DomainMember*> members;  // in the order of their rings
  // Of the rings that are queues of a firmware.
  std::shared_ptr<FirmwareDevice> firmware;
  std::vector<FirmwareDriver*> firmware_queues;
  std::shared_ptr<V3dDevice> v3d;  // of the rings that are a V3D's queues
};

}  // namespace drmsim::scenarios
