#include "scenarios/wsim/object_fences.h"

#include <algorithm>
#include <utility>

namespace drmsim::scenarios::wsim {

using sched::DmaFence;

void ObjectFences::collect(ObjectAccess access, std::vector<DmaFence*>& fences) const {
  const auto append = [&fences](DmaFence* fence) {
    if (fence != nullptr && !fence->test_signaled()) fences.push_back(sched::dma_fence_get(fence));
  };
  append(writer_);
  if (access == ObjectAccess::read) return;
  for (DmaFence* reader : readers_) append(reader);
}

void ObjectFences::add(ObjectAccess access, DmaFence& finished) {
  if (access == ObjectAccess::write) {
    drop_all();
    writer_ = sched::dma_fence_get(&finished);
    return;
  }
  const auto outdated = [&finished](DmaFence* reader) {
    const bool gone = reader->test_signaled() || reader->context() == finished.context();
    if (gone) sched::dma_fence_put(reader);
    return gone;
  };
  readers_.erase(std::remove_if(readers_.begin(), readers_.end(), outdated), readers_.end());
  readers_.push_back(sched::dma_fence_get(&finished));
}

void ObjectFences::drop_all() {
  sched::dma_fence_put(std::exchange(writer_, nullptr));
  for (DmaFence* reader : readers_) sched::dma_fence_put(reader);
  readers_.clear();
}

void wait_for_all(const std::vector<DmaFence*>& fences) {
  for (DmaFence* fence : fences) {
    fence->wait();
    sched::dma_fence_put(fence);
  }
}

}  // namespace drmsim::scenarios::wsim
