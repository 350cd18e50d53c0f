#include "scenarios/wsim/batch_slot.h"

#include <utility>

#include "sim/assert.h"

namespace drmsim::scenarios::wsim {

BatchSlot::BatchSlot(Machine& machine, std::string name, std::vector<std::string> rings,
                     std::uint32_t process_id)
    : machine_(machine),
      name_(std::move(name)),
      rings_(std::move(rings)),
      process_id_(process_id) {}

Submitter& BatchSlot::entity(sched::Priority priority) {
  Submitter*& entity = entities_[priority];
  if (entity != nullptr) return *entity;
  EntitySpec spec;
  spec.name = name_;
  if (priority != sched::Priority::normal) spec.name += std::string(".") + priority_name(priority);
  for (const std::string& ring : rings_) spec.rings.push_back(NameRef{ring, {}});
  spec.priority = priority;
  entity = &machine_.add_submitter(spec, process_id_);
  return *entity;
}

void BatchSlot::wait_for_room() {
  while (!unfinished_.empty()) {
    sched::DmaFence* oldest = unfinished_.front();
    if (!oldest->test_signaled()) {
      if (unfinished_.size() < kRoom) return;
      oldest->wait();
    }
    unfinished_.pop_front();
    sched::dma_fence_put(oldest);
  }
}

sched::DmaFence* BatchSlot::submit(const JobRequest& request, std::vector<sched::DmaFence*> after,
                                   sched::Priority priority) {
  DRMSIM_ASSERT(unfinished_.size() < kRoom, "the client has waited for room");
  Submitter& target = entity(priority);
  if (last_entity_ != &target && !unfinished_.empty()) {
    after.push_back(sched::dma_fence_get(unfinished_.back()));
  }
  last_entity_ = &target;
  sched::DmaFence* finished = target.submit(request, after);
  DRMSIM_ASSERT(finished != nullptr, "nobody kills the entities of a workload");
  unfinished_.push_back(sched::dma_fence_get(finished));
  return finished;
}

void BatchSlot::let_go() {
  for (sched::DmaFence* fence : unfinished_) sched::dma_fence_put(fence);
  unfinished_.clear();
}

}  // namespace drmsim::scenarios::wsim
