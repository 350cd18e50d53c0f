#include "scenarios/drivers/common/fence_slots.h"

#include <fmt/format.h>

#include "sim/world.h"

namespace drmsim::scenarios {

FenceSlots::FenceSlots(sim::World& world, std::uint32_t slots)
    : world_(world), lock_(world, "fence_drv.lock"), slots_(slots) {}

std::uint32_t FenceSlots::emit(drm::Fence& fence) {
  const sim::SpinIrqGuard guard(lock_);
  if (full()) {  // credits keep that from happening, as long as the scheduler can count
    world_.hazards().fatal(sim::HazardKind::hardware_misuse, sim::Where::here(), "ring",
                           fmt::format("a job is emitted with {} jobs in flight: the ring has no "
                                       "room for more",
                                       slots_));
  }
  ++emitted_;
  owed_.emplace_back().fence = &fence;
  owed_.back().hold.begin(world_.memory());
  return emitted_;
}

drm::Fence* FenceSlots::take_completed(std::uint32_t written) {
  const sim::SpinIrqGuard guard(lock_);
  // Signed distance: numbers wrap around, and a stale number must not look like the future.
  const std::uint32_t oldest = emitted_ - static_cast<std::uint32_t>(owed_.size()) + 1;
  if (owed_.empty() || static_cast<std::int32_t>(written - oldest) < 0) return nullptr;
  drm::Fence* fence = owed_.front().fence;
  owed_.pop_front();
  return fence;
}

}  // namespace drmsim::scenarios
