#include "sched/policy_fifo.h"

namespace drmsim::sched {

PolicyFifo::~PolicyFifo() {
  tree_.clear();
}

void PolicyFifo::entity_removed(Entity& entity) {
  if (entity.policy_hook_linked()) tree_.erase(tree_.iterator_to(entity));
}

void PolicyFifo::head_changed(Entity& entity, sim::TimeNs submit_ns) {
  entity_removed(entity);
  entity.oldest_job_waiting_ns = submit_ns;
  tree_.insert(entity);
}

Entity* PolicyFifo::select(IsReady is_ready) {
  for (Entity& entity : tree_) {
    if (is_ready(entity)) return &entity;
  }
  return nullptr;
}

std::unique_ptr<RunQueuePolicy> make_policy_fifo() {
  return std::make_unique<PolicyFifo>();
}

}  // namespace drmsim::sched
