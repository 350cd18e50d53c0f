// What the ring driver does about one job that timed out.
//
// In order, each step only if the one before did not help: see whether the job has finished after
// all; kill the job alone (soft recovery); reset the ring; reset the whole domain; give the device
// up. The schedulers of everything that a reset touches are stopped before it and started after it,
// with what was pending replayed.
#pragma once

#include "scenarios/drivers/common/domain_recovery.h"
#include "scenarios/drivers/ring/ring_job.h"

namespace drmsim::scenarios {

class RingDriver;

class RingRecovery {
 public:
  RingRecovery(RingDriver& driver, RingJob& job);

  RingJob& job() { return job_; }

  // Steps of the driver (ring_steps.h). reset_lock is held.
  drm::SchedStat recover();
  drm::SchedStat reset();
  void stop_schedulers();

  // -ETIME on the job's finished fence, unless that has signalled.
  void set_finished_error();

 private:
  bool finished_after_all() const;
  drm::SchedStat go_on(const char* why);
  bool try_soft_recovery();
  bool reset_hardware();

  RingDriver& driver_;
  RingJob& job_;
  DomainRecovery domain_;
};

}  // namespace drmsim::scenarios
