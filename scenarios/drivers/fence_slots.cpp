#include "scenarios/drivers/fence_slots.h"

#include <utility>

#include "sim/assert.h"

namespace drmsim::scenarios {

FenceSlots::FenceSlots(sim::World& world, std::uint32_t slots)
    : lock_(world, "fence_drv.lock"), fences_(slots, nullptr) {}

std::uint32_t FenceSlots::emit(drm::Fence& fence) {
  const sim::SpinIrqGuard guard(lock_);
  DRMSIM_ASSERT(!full(), "no more jobs are in flight than the ring has slots");
  ++emitted_;
  fences_[emitted_ % fences_.size()] = &fence;
  return emitted_;
}

drm::Fence* FenceSlots::take_completed(std::uint32_t written) {
  const sim::SpinIrqGuard guard(lock_);
  // Signed distance: numbers wrap around, and a stale number must not look like the future.
  if (static_cast<std::int32_t>(written - taken_) <= 0) return nullptr;
  ++taken_;
  return std::exchange(fences_[taken_ % fences_.size()], nullptr);
}

}  // namespace drmsim::scenarios
