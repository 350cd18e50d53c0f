#include <utility>

#include "sched/policy_fair.h"
#include "sched/policy_fifo.h"
#include "sched/policy_rr.h"
#include "sched/run_queue_policy.h"

namespace drmsim::sched {

Policies::Policies() {
  add("fair", make_policy_fair);
  add("fifo", make_policy_fifo);
  add("rr", make_policy_rr);
}

void Policies::add(std::string name, PolicyFactory factory) {
  factories_[std::move(name)] = std::move(factory);
}

const PolicyFactory* Policies::find(std::string_view name) const {
  const auto found = factories_.find(name);
  return found == factories_.end() ? nullptr : &found->second;
}

std::vector<std::string> Policies::names() const {
  std::vector<std::string> names;
  for (const auto& [name, factory] : factories_) names.push_back(name);
  return names;
}

}  // namespace drmsim::sched
