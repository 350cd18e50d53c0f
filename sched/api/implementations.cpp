#include "sched/api/implementations.h"

#include <utility>

#include "sched/api/model_api.h"

namespace drmsim::drm {

Implementations::Implementations() {
  add("model", [](const ApiContext& context) { return std::make_unique<ModelApi>(context); });
}

void Implementations::add(std::string name, ApiFactory factory) {
  factories_[std::move(name)] = std::move(factory);
}

const ApiFactory* Implementations::find(std::string_view name) const {
  const auto found = factories_.find(name);
  return found == factories_.end() ? nullptr : &found->second;
}

std::vector<std::string> Implementations::names() const {
  std::vector<std::string> names;
  for (const auto& [name, factory] : factories_) names.push_back(name);
  return names;
}

}  // namespace drmsim::drm
