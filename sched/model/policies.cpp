#include <algorithm>
#include <utility>

#include "sched/model/policy_fair.h"
#include "sched/model/policy_fifo.h"
#include "sched/model/policy_rr.h"
#include "sched/model/policy_rr_keyed.h"
#include "sched/model/run_queue_policy.h"

namespace drmsim::sched {

Policies::Policies()
    : lists_{{"fifo", make_policy_fifo}, {"rr", make_policy_rr}},
      keys_{{"fair", make_policy_fair}, {"fifo", make_policy_fifo}, {"rr", make_policy_rr_keyed}} {}

void Policies::add(std::string name, PolicyFactory factory) {
  added_[std::move(name)] = std::move(factory);
}

const PolicyFactory* Policies::find(std::string_view name, const Semantics& semantics) const {
  if (const auto added = added_.find(name); added != added_.end()) return &added->second;
  if (semantics.round_robin_only && name == "fifo") return nullptr;
  const Factories& factories = semantics.policies_are_keys ? keys_ : lists_;
  const auto found = factories.find(name);
  return found == factories.end() ? nullptr : &found->second;
}

std::vector<std::string> Policies::names(const Semantics& semantics) const {
  std::vector<std::string> names;
  for (const Factories* factories : {&added_, semantics.policies_are_keys ? &keys_ : &lists_}) {
    for (const auto& [name, factory] : *factories) {
      if (find(name, semantics) != nullptr) names.push_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace drmsim::sched
