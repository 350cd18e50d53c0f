#include "tools/wsim/software_fence.h"

#include "sim/world.h"

namespace drmsim::scenarios::wsim {

SoftwareFence::SoftwareFence(sim::World& world, drm::Api& api, sim::NameId timeline,
                             sim::SpinLock& lock, std::uint64_t context, std::uint64_t seqno,
                             sim::Where where)
    : Tracked(world, "software fence", where),
      timeline_(timeline),
      context_(context),
      seqno_(seqno),
      memory_(*this) {
  api.dma_fence_init(memory_, *this, lock, context, seqno, where);
}

std::string SoftwareFence::timeline_name() const {
  return world().names().text(timeline_);
}

std::string SoftwareFence::label() const {
  return timeline_name() + " " + std::to_string(context_) + ":" + std::to_string(seqno_);
}

void SoftwareFence::release() {
  world().rcu().call([this] { world().memory().free(*this); });
}

}  // namespace drmsim::scenarios::wsim
