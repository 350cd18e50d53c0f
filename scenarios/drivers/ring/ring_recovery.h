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

  drm::SchedStat recover();  // reset_lock held

 private:
  bool finished_after_all() const;
  drm::SchedStat resume_after_false_timeout(const char* action);
  bool try_soft_recovery();
  void set_finished_error();
  bool reset_hardware();

  RingDriver& driver_;
  RingJob& job_;
  DomainRecovery domain_;
};

}  // namespace drmsim::scenarios
