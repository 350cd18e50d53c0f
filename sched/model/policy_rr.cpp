#include "sched/model/policy_rr.h"

#include <iterator>

namespace drmsim::sched {

PolicyRr::~PolicyRr() {
  entities_.clear();
}

void PolicyRr::entity_added(Entity& entity) {
  entities_.push_back(entity);
}

void PolicyRr::entity_removed(Entity& entity) {
  if (entity.policy_list_hook_linked()) entities_.erase(entities_.iterator_to(entity));
  if (current_ == &entity) current_ = nullptr;
}

Entity* PolicyRr::select(IsReady is_ready) {
  if (current_ != nullptr) {
    for (auto next = std::next(entities_.iterator_to(*current_)); next != entities_.end(); ++next) {
      if (is_ready(*next)) return &*next;
    }
  }
  for (Entity& entity : entities_) {
    if (is_ready(entity)) return &entity;
    if (&entity == current_) break;
  }
  return nullptr;
}

std::unique_ptr<RunQueuePolicy> make_policy_rr() {
  return std::make_unique<PolicyRr>();
}

}  // namespace drmsim::sched
