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
#include "sim/wait_queue.h"

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

  // The device goes to sleep, and wakes up: reset_lock is held, too. Its schedulers are not stopped
  // as for a reset: jobs on the hardware keep their fences, and are written to it again.
  virtual void suspend() = 0;
  virtual void resume() = 0;

 protected:
  ~DomainMember() = default;
};

struct RecoveryDomain {
  explicit RecoveryDomain(sim::World& world)
      : reset_lock(world, "reset_lock"), woken(world, "the device that sleeps") {}

  // The driver of the member goes away: no recovery touches it any more. reset_lock is held, and as
  // long as the member resets its hardware.
  void leave(DomainMember& member);
  // All of it loses its power. May sleep.
  void suspend();
  void resume();

  sim::Mutex reset_lock;               // held by the timeout handler from stop to start
  std::vector<DomainMember*> members;  // in the order of their rings
  bool asleep = false;
  sim::WaitQueue woken;
  // Of the rings that are queues of a firmware.
  std::shared_ptr<FirmwareDevice> firmware;
  std::vector<FirmwareDriver*> firmware_queues;
  std::shared_ptr<V3dDevice> v3d;  // of the rings that are a V3D's queues
};

// Holds reset_lock. A recovery does not begin before its device is awake.
class RecoveryGuard {
 public:
  explicit RecoveryGuard(RecoveryDomain& domain, sim::Where where = sim::Where::here());
  ~RecoveryGuard();
  RecoveryGuard(const RecoveryGuard&) = delete;
  RecoveryGuard& operator=(const RecoveryGuard&) = delete;

 private:
  RecoveryDomain& domain_;
  sim::Where where_;
};

}  // namespace drmsim::scenarios
