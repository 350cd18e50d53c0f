// The fences that a ring still owes, by the number that it will write.
//
// Intuition: a cloakroom; the ring writes the highest number that it has served. Mechanism: what
// the circular array of amdgpu_fence_driver holds: emit() notes the fence under the next number,
// take_completed() hands out those up to the written-back number, each once, to whoever asks first:
// interrupt handler, timeout handler. Whether it holds references is the driver's decision,
// not known here.
#pragma once

#include <cstdint>
#include <deque>

#include "sched/api/drm_handles.h"
#include "sim/spinlock.h"

namespace drmsim::scenarios {

class FenceSlots {
 public:
  FenceSlots(sim::World& world, std::uint32_t slots);

  // The number that the ring has to write. A fatal hazard if it is full.
  std::uint32_t emit(drm::Fence& fence);
  std::uint32_t emitted() const { return emitted_; }
  bool full() const { return owed_.size() >= slots_; }
  // The next fence with a number up to `written`, oldest first; null: none.
  drm::Fence* take_completed(std::uint32_t written);
  // After a reset: the next unsignalled fence, whose number will never be written; null: none.
  drm::Fence* take_any() { return take_completed(emitted_); }

 private:
  sim::World& world_;
  sim::SpinLock lock_;
  struct Slot {
    drm::Fence* fence = nullptr;
    sim::QuarantineHold hold;  // a table without references may outlive its fences
  };
  std::size_t slots_;
  std::deque<Slot> owed_;      // oldest first; its last has the number emitted_
  std::uint32_t emitted_ = 0;  // numbers wrap around
};

}  // namespace drmsim::scenarios
