#include "scenarios/machine/job_table.h"

#include <utility>

namespace drmsim::scenarios {

void JobTable::armed(const std::string& job, drm::Fence& finished) {
  const auto found = fences_.find(job);
  if (found == fences_.end() || found->second.askers == 0) return;
  found->second.finished = api_.dma_fence_get(&finished);
  found->second.changed.wake_up_all();
}

void JobTable::never(const std::string& job) {
  const auto found = fences_.find(job);
  if (found == fences_.end()) return;
  found->second.never = true;
  found->second.changed.wake_up_all();
}

drm::Fence* JobTable::wait(const std::string& job) {
  Entry& entry = fences_.at(job);
  entry.changed.wait_event([&entry] { return entry.finished != nullptr || entry.never; });
  if (--entry.askers == 0) return std::exchange(entry.finished, nullptr);
  return api_.dma_fence_get(entry.finished);
}

void JobTable::forget(const std::string& job) {
  Entry& entry = fences_.at(job);
  if (--entry.askers == 0) api_.dma_fence_put(std::exchange(entry.finished, nullptr));
}

void JobTable::drop_all() {
  for (auto& [job, entry] : fences_) api_.dma_fence_put(std::exchange(entry.finished, nullptr));
}

}  // namespace drmsim::scenarios
