#include "scenarios/drivers/common/recovery_domain.h"

namespace drmsim::scenarios {

void RecoveryDomain::leave(DomainMember& member) {
  std::erase(members, &member);
}

void RecoveryDomain::suspend() {
  const sim::MutexGuard guard(reset_lock);
  asleep = true;
  for (DomainMember* member : members) member->suspend();
}

void RecoveryDomain::resume() {
  {
    const sim::MutexGuard guard(reset_lock);
    for (DomainMember* member : members) member->resume();
    asleep = false;
  }
  woken.wake_up_all();
}

RecoveryGuard::RecoveryGuard(RecoveryDomain& domain, sim::Where where)
    : domain_(domain), where_(where) {
  for (;;) {
    if (domain.asleep) domain.woken.wait_event([&domain] { return !domain.asleep; }, where);
    domain.reset_lock.lock(where);
    if (!domain.asleep) return;
    domain.reset_lock.unlock(where);
  }
}

RecoveryGuard::~RecoveryGuard() {
  domain_.reset_lock.unlock(where_);
}

}  // namespace drmsim::scenarios
