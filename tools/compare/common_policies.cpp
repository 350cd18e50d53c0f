#include "tools/compare/common_policies.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "sched/api/drm_api.h"
#include "sched/model/model.h"

namespace drmsim::scenarios {
namespace {

// What a scheduler has is known when there is one: on a machine of its own.
std::vector<std::string> policies_of(const std::string& scheduler, const drm::Release& release,
                                     const Extensions& extensions) {
  const drm::ApiFactory* make = extensions.schedulers.find(scheduler);
  if (make == nullptr) return {};
  const drm::ModelOptions model{release};
  sim::World world;
  sim::Workqueue system_wq(world, "events", sim::WorkqueueKind::unordered);
  std::vector<std::string> policies;
  try {
    policies = (*make)(drm::ApiContext{.world = world, .system_wq = system_wq, .model = &model})
                   ->policies();
  } catch (const std::invalid_argument&) {
    // The run will say what it refuses.
  }
  world.end();
  std::sort(policies.begin(), policies.end());
  return policies;
}

}  // namespace

std::vector<std::string> common_policies(const std::string& first, const std::string& second,
                                         const std::string& semantics,
                                         const Extensions& extensions) {
  const drm::ReleaseId* release = semantics.empty() ? nullptr : drm::Release::find(semantics);
  const drm::Release of_file = release == nullptr ? drm::Release() : drm::Release(*release);
  const auto policies = policies_of(first, of_file, extensions);
  const auto others = policies_of(second, of_file, extensions);
  std::vector<std::string> common;
  std::set_intersection(policies.begin(), policies.end(), others.begin(), others.end(),
                        std::back_inserter(common));
  return common;
}

}  // namespace drmsim::scenarios
