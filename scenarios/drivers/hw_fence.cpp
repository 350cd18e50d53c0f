#include "scenarios/drivers/hw_fence.h"

#include "sim/world.h"

namespace drmsim::scenarios {

std::string HwFence::timeline_name() const { return world().names().text(ring_); }

OwnHwFence::OwnHwFence(sim::World& world, sim::NameId ring, FenceRelease release_mode,
                       sim::Where where)
    : Tracked(world, "hardware fence", where),
      HwFence(static_cast<Tracked&>(*this), ring),
      release_mode_(release_mode) {}

std::string OwnHwFence::label() const {
  return timeline_name() + " " + std::to_string(context()) + ":" + std::to_string(seqno());
}

void OwnHwFence::release() {
  sim::Memory& memory = Tracked::world().memory();
  if (release_mode_ == FenceRelease::now) {
    memory.free(*this);
  } else {
    Tracked::world().rcu().call([this, &memory] { memory.free(*this); });
  }
}

}  // namespace drmsim::scenarios
