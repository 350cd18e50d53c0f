#include "scenarios/drivers/common/domain_recovery.h"

#include <algorithm>

namespace drmsim::scenarios {

void DomainRecovery::stop(DomainMember& member) {
  if (std::find(stopped_.begin(), stopped_.end(), &member) != stopped_.end()) return;
  member.quiesce();
  api_.drm_sched_stop(member.scheduler(), bad_);
  member.scheduler_was_stopped();
  stopped_.push_back(&member);
}

void DomainRecovery::stop_all() {
  for (DomainMember* member : domain_.members) stop(*member);
}

void DomainRecovery::tell_members(bool hardware_works) {
  for (DomainMember* member : stopped_) member->hardware_was_reset(hardware_works);
}

void DomainRecovery::restart(bool hardware_works, int error) {
  for (DomainMember* member : stopped_) {
    if (!hardware_works) {
      // No new jobs; start() cancels what is pending.
      api_.set_ready(member->scheduler(), false);
    } else if (member->resubmits()) {
      api_.drm_sched_resubmit_jobs(member->scheduler());
    }
  }
  for (DomainMember* member : stopped_) api_.drm_sched_start(member->scheduler(), error);
  for (DomainMember* member : stopped_) member->schedulers_were_started();
}

}  // namespace drmsim::scenarios
