#include "sched/api/implementations.h"

#include <utility>

#include "sched/api/drm_api.h"
#include "sim/assert.h"

namespace drmsim::drm {

void Implementations::add(std::string name, ApiFactory factory, std::string release) {
  implementations_[std::move(name)] = {std::move(factory), std::move(release)};
}

const ApiFactory* Implementations::find(std::string_view name) const {
  const auto found = implementations_.find(name);
  return found == implementations_.end() ? nullptr : &found->second.factory;
}

const std::string& Implementations::release_of(std::string_view name) const {
  const auto found = implementations_.find(name);
  DRMSIM_ASSERT(found != implementations_.end(), "an implementation that there is");
  return found->second.release;
}

std::vector<std::string> Implementations::names() const {
  std::vector<std::string> names;
  for (const auto& [name, implementation] : implementations_) names.push_back(name);
  return names;
}

}  // namespace drmsim::drm
