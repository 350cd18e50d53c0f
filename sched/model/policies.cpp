#include <algorithm>

#include "sched/model/releases.h"
#include "sched/model/run_queue_policy.h"

namespace drmsim::drm {

const PolicyFactory* Policies::find(std::string_view name, ReleaseId release) const {
  for (const Factories* factories : {&added_, &built_in_policies(release)}) {
    const auto found = factories->find(name);
    if (found != factories->end()) return &found->second;
  }
  return nullptr;
}

std::vector<std::string> Policies::names(ReleaseId release) const {
  std::vector<std::string> names;
  for (const Factories* factories : {&added_, &built_in_policies(release)}) {
    for (const auto& [name, factory] : *factories) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace drmsim::drm
