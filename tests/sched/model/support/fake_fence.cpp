#include "tests/sched/model/support/fake_fence.h"

#include <fmt/format.h>

#include "sim/world.h"

namespace drmsim::drm::test {

FakeFence::FakeFence(sim::World& world, std::uint64_t context, std::uint64_t seqno,
                     sim::Where where)
    : Tracked(world, "dma_fence", where),
      Fence(*this, static_cast<FenceOps&>(*this), "hardware fence"),
      lock(world, "fake.lock") {
  dma_fence_init(lock, context, seqno, where);
}

FakeFence& FakeFence::make(sim::World& world, sim::Where where) {
  return *new FakeFence(world, world.allocate_fence_contexts(1), 1, where);
}

std::string FakeFence::label() const {
  return fmt::format("fake {}:{}", context(), seqno());
}

bool FakeFence::enable_signaling() {
  ++enable_calls;
  if (!enable_answer && error_on_enable != 0) dma_fence_set_error(error_on_enable);
  return enable_answer;
}

bool FakeFence::signaled() {
  ++signaled_calls;
  return signaled_answer;
}

void FakeFence::release() {
  ++releases;
  sim::World& w = world();
  if (release_mode == FenceRelease::now) {
    w.memory().free(*this);
  } else {
    w.rcu().call([this] { world().memory().free(*this); });
  }
}

}  // namespace drmsim::drm::test
