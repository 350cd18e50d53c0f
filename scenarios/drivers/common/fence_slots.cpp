#include "scenarios/drivers/common/fence_slots.h"

#include <utility>

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
                                       slots_.size()));
  }
  ++emitted_;
  Slot& slot = slots_[emitted_ % slots_.size()];
  slot.fence = &fence;
  slot.hold.begin(world_.memory());
  return emitted_;
}

drm::Fence* FenceSlots::take_completed(std::uint32_t written) {
  const sim::SpinIrqGuard guard(lock_);
  // Signed distance: numbers wrap around, and a stale number must not look like the future.
  if (static_cast<std::int32_t>(written - taken_) <= 0) return nullptr;
  ++taken_;
  Slot& slot = slots_[taken_ % slots_.size()];
  slot.hold.end();
  return std::exchange(slot.fence, nullptr);
}

}  // namespace drmsim::scenarios
