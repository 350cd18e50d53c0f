// A hardware fence whose memory is returned with the last put, at once (no number in the catalogue;
// the option `release`).
//
// Readers may look at the fence under rcu_read_lock() without a reference: dma_fence_free() waits
// for them, this does not.
#pragma once

#include "scenarios/drivers/common/hw_fence.h"
#include "sim/world.h"

namespace drmsim::scenarios {

class FenceFreedAtOnce final : public OwnHwFence {
 public:
  FenceFreedAtOnce(drm::Api& api, sim::World& world, sim::NameId ring, const char* driver,
                   sim::Where where)
      : OwnHwFence(api, world, ring, driver, where) {}

 private:
  void release() override { world().memory().free(*this); }
};

}  // namespace drmsim::scenarios
