#include "sched/model/policy_rr_keyed.h"

namespace drmsim::sched {

void PolicyRrKeyed::queue_filled(Entity& entity, sim::TimeNs) {
  tree_.place(entity, entity.last_turn);
}

void PolicyRrKeyed::head_popped(Entity& entity, sim::TimeNs) {
  entity.last_turn = ++turns_;
  tree_.place(entity, entity.last_turn);
}

std::unique_ptr<RunQueuePolicy> make_policy_rr_keyed() {
  return std::make_unique<PolicyRrKeyed>();
}

}  // namespace drmsim::sched
