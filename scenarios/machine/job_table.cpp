#include "scenarios/machine/job_table.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "sim/assert.h"

namespace drmsim::scenarios {

JobTable::Entry* JobTable::entry(const std::string& job) {
  const std::uint32_t number = names_.find(job);
  return number == sim::TextIndex::kNone ? nullptr : &entries_[number];
}

void JobTable::armed(const std::string& job, drm::Fence& finished) {
  Entry* const found = entry(job);
  if (found == nullptr || found->askers == 0) return;
  found->finished = api_.dma_fence_get(&finished);
  if (found->room != nullptr) return found->room->changed.wake_up_all();
  world_.point(sim::Point::wake);  // of a queue where nobody is
}

void JobTable::never(const std::string& job) {
  Entry* const found = entry(job);
  if (found == nullptr) return;
  found->never = true;
  if (found->room != nullptr) return found->room->changed.wake_up_all();
  world_.point(sim::Point::wake);
}

drm::Fence* JobTable::wait(const std::string& job) {
  Entry* const asked = entry(job);
  DRMSIM_ASSERT(asked != nullptr && asked->askers > 0, "whoever asks is expected");
  const auto is_known = [asked] { return asked->finished != nullptr || asked->never; };
  if (!is_known()) {
    if (asked->room == nullptr) asked->room = std::make_unique<Room>(world_, job);
    asked->room->changed.wait_event(is_known);
  }
  if (--asked->askers > 0) return api_.dma_fence_get(asked->finished);
  return std::exchange(asked->finished, nullptr);
}

void JobTable::forget(const std::string& job) {
  Entry* const asked = entry(job);
  DRMSIM_ASSERT(asked != nullptr && asked->askers > 0, "whoever asks is expected");
  if (--asked->askers == 0) api_.dma_fence_put(std::exchange(asked->finished, nullptr));
}

// In the order of the names.
void JobTable::drop_all() {
  std::vector<std::pair<std::string_view, drm::Fence*>> fences;
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    fences.emplace_back(names_.text(i), std::exchange(entries_[i].finished, nullptr));
  }
  std::sort(fences.begin(), fences.end());
  for (const auto& [job, fence] : fences) api_.dma_fence_put(fence);
}

}  // namespace drmsim::scenarios
