#include "scenarios/wsim/software_fence.h"

#include "sim/world.h"

namespace drmsim::scenarios::wsim {

SoftwareFence::SoftwareFence(sim::World& world, sim::NameId timeline, sim::Where where)
    : Tracked(world, "software fence", where),
      DmaFence(static_cast<Tracked&>(*this), "software fence"),
      timeline_(timeline) {}

std::string SoftwareFence::timeline_name() const {
  return Tracked::world().names().text(timeline_);
}

std::string SoftwareFence::label() const {
  return timeline_name() + " " + std::to_string(context()) + ":" + std::to_string(seqno());
}

void SoftwareFence::release() {
  Tracked::world().rcu().call([this] { Tracked::world().memory().free(*this); });
}

}  // namespace drmsim::scenarios::wsim
