#include "scenarios/drivers/common/hw_fence.h"

#include "sim/world.h"

namespace drmsim::scenarios {

std::string HwFence::timeline_name() const {
  return memory_.storage().world().names().text(ring_);
}

OwnHwFence::OwnHwFence(drm::Api& api, sim::World& world, sim::NameId ring, const char* driver,
                       FenceRelease release_mode, sim::Where where)
    : Tracked(world, "hardware fence", where),
      HwFence(api, static_cast<Tracked&>(*this), ring, driver),
      release_mode_(release_mode) {}

std::string OwnHwFence::label() const {
  const drm::Fence& fence = memory_.fence();
  const bool numbered = memory_.initialised();
  return timeline_name() + " " + std::to_string(numbered ? api_.context(fence) : 0) + ":" +
         std::to_string(numbered ? api_.seqno(fence) : 0);
}

void OwnHwFence::release() {
  sim::Memory& memory = world().memory();
  if (release_mode_ != FenceRelease::rcu) {
    memory.free(*this);
  } else {
    world().rcu().call([this, &memory] { memory.free(*this); });
  }
}

bool set_error_unless_signaled(drm::Api& api, sim::SpinLock& fence_lock, drm::Fence& fence,
                               int error) {
  const sim::SpinIrqGuard guard(fence_lock);
  if (api.test_signaled(fence)) return false;
  api.dma_fence_set_error(fence, error);
  return true;
}

void cancel_fence(drm::Api& api, sim::SpinLock& fence_lock, drm::Fence& fence, int error) {
  if (set_error_unless_signaled(api, fence_lock, fence, error)) api.dma_fence_signal(fence);
}

}  // namespace drmsim::scenarios
