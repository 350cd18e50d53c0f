#include "sched/policy_rr.h"

#include <algorithm>

namespace drmsim::sched {

void PolicyRr::entity_added(Entity& entity) { entities_.push_back(&entity); }

void PolicyRr::entity_removed(Entity& entity) {
  std::erase(entities_, &entity);
  if (current_ == &entity) current_ = nullptr;
}

Entity* PolicyRr::select(const std::function<bool(Entity&)>& is_ready) {
  const auto after_current = [this] {
    const auto found = std::find(entities_.begin(), entities_.end(), current_);
    return found == entities_.end() ? entities_.begin() : found + 1;
  }();
  const auto ready = [&is_ready](Entity* entity) { return is_ready(*entity); };
  auto next = std::find_if(after_current, entities_.end(), ready);
  if (next != entities_.end()) return *next;
  next = std::find_if(entities_.begin(), after_current, ready);
  return next == after_current ? nullptr : *next;
}

std::unique_ptr<RunQueuePolicy> make_policy_rr() { return std::make_unique<PolicyRr>(); }

}  // namespace drmsim::sched
