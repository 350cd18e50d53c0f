#include "sched/model/policy_rr.h"

namespace drmsim::drm {

void PolicyRr::queue_filled(Entity& entity, sim::TimeNs) {
  place(entity, entity.last_turn);
}

void PolicyRr::head_popped(Entity& entity, sim::TimeNs) {
  entity.last_turn = ++turns_;
  place(entity, entity.last_turn);
}

std::unique_ptr<RunQueuePolicy> make_policy_rr() {
  return std::make_unique<PolicyRr>();
}

}  // namespace drmsim::drm
