// The scheduler's side of one recovery: which schedulers it has stopped, and how they go on.
//
// The order of stop, reset, resubmit and start that timedout_job's contract asks for; what happens
// to the hardware in between is the driver's.
#pragma once

#include <vector>

#include "scenarios/drivers/common/recovery_domain.h"
#include "sched/api/drm_api.h"

namespace drmsim::scenarios {

class DomainRecovery {
 public:
  // bad: the job that timed out, or null. reset_lock is held as long as this is used.
  DomainRecovery(drm::Api& api, RecoveryDomain& domain, drm::Job* bad)
      : api_(api), domain_(domain), bad_(bad) {}

  void stop(DomainMember& member);  // unless it is stopped
  void stop_all();
  void forget_bad() { bad_ = nullptr; }  // it is the scheduler's again. Before any stop
  // The reset is over; where it had no effect nothing new is accepted.
  void tell_members(bool hardware_works);
  // error: what pending jobs end with that are not replayed, from 7.2 on; 0: ECANCELED.
  void restart(bool hardware_works, int error = 0);

 private:
  drm::Api& api_;
  RecoveryDomain& domain_;
  drm::Job* bad_;
  std::vector<DomainMember*> stopped_;  // in the order in which they were
};

}  // namespace drmsim::scenarios
