#include "scenarios/drivers/common/hw_fence.h"

#include "scenarios/drivers/common/fence_freed_at_once.h"
#include "sim/world.h"

namespace drmsim::scenarios {

std::string HwFence::timeline_name() const {
  return memory_.storage().world().names().text(ring_);
}

OwnHwFence::OwnHwFence(drm::Api& api, sim::World& world, sim::NameId ring, const char* driver,
                       sim::Where where, bool has_release)
    : Tracked(world, "hardware fence", where),
      HwFence(api, static_cast<Tracked&>(*this), ring, driver),
      has_release_(has_release) {}

std::string OwnHwFence::label() const {
  const drm::Fence& fence = memory_.fence();
  const bool numbered = memory_.initialised();
  return timeline_name() + " " + std::to_string(numbered ? api_.context(fence) : 0) + ":" +
         std::to_string(numbered ? api_.seqno(fence) : 0);
}

void OwnHwFence::release() {
  if (!has_release_) return world().memory().free(*this);  // dma_fence_free() waits itself
  world().rcu().call([this] { world().memory().free(*this); });
}

OwnHwFence* new_hw_fence(drm::Api& api, sim::World& world, sim::NameId ring, const char* driver,
                         FenceRelease release, sim::Where where) {
  if (release == FenceRelease::now) return new FenceFreedAtOnce(api, world, ring, driver, where);
  return new OwnHwFence(api, world, ring, driver, where, release == FenceRelease::rcu);
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
