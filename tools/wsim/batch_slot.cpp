#include "tools/wsim/batch_slot.h"

#include <utility>

#include "sim/assert.h"

namespace drmsim::scenarios::wsim {

BatchSlot::BatchSlot(Machine& machine, std::string name, std::vector<std::string> rings,
                     std::uint32_t process_id)
    : machine_(machine),
      name_(std::move(name)),
      rings_(std::move(rings)),
      process_id_(process_id) {}

Submitter& BatchSlot::entity(drm::Priority priority) {
  Submitter*& entity = entities_[priority];
  if (entity != nullptr) return *entity;
  EntitySpec spec;
  spec.name = name_;
  if (priority != drm::Priority::normal)
    spec.name += std::string(".") + drm::priority_name(priority);
  for (const std::string& ring : rings_) spec.rings.push_back(NameRef{ring, {}});
  spec.priority = priority;
  entity = &machine_.add_submitter(spec, process_id_);
  return *entity;
}

void BatchSlot::wait_for_room() {
  drm::Api& api = machine_.api();
  while (!unfinished_.empty()) {
    drm::Fence* oldest = unfinished_.front();
    if (!api.test_signaled(*oldest)) {
      if (unfinished_.size() < kRoom) return;
      api.dma_fence_wait_timeout(*oldest);
    }
    unfinished_.pop_front();
    api.dma_fence_put(oldest);
  }
}

drm::Fence* BatchSlot::submit(const JobRequest& request, std::vector<drm::Fence*> after,
                              drm::Priority priority) {
  DRMSIM_ASSERT(unfinished_.size() < kRoom, "the client has waited for room");
  Submitter& target = entity(priority);
  if (last_entity_ != &target && !unfinished_.empty()) {
    after.push_back(machine_.api().dma_fence_get(unfinished_.back()));
  }
  last_entity_ = &target;
  drm::Fence* finished = target.submit(request, after);
  DRMSIM_ASSERT(finished != nullptr, "nobody kills the entities of a workload");
  unfinished_.push_back(machine_.api().dma_fence_get(finished));
  return finished;
}

void BatchSlot::let_go() {
  for (drm::Fence* fence : unfinished_) machine_.api().dma_fence_put(fence);
  unfinished_.clear();
}

}  // namespace drmsim::scenarios::wsim
