#include "tools/wsim/object_fences.h"

#include <algorithm>
#include <utility>

namespace drmsim::scenarios::wsim {

using drm::Fence;

void ObjectFences::collect(ObjectAccess access, std::vector<Fence*>& fences) const {
  const auto append = [&](Fence* fence) {
    if (fence != nullptr && !api_.test_signaled(*fence))
      fences.push_back(api_.dma_fence_get(fence));
  };
  append(writer_);
  if (access == ObjectAccess::read) return;
  for (Fence* reader : readers_) append(reader);
}

void ObjectFences::add(ObjectAccess access, Fence& finished) {
  if (access == ObjectAccess::write) {
    drop_all();
    writer_ = api_.dma_fence_get(&finished);
    return;
  }
  const auto outdated = [&](Fence* reader) {
    const bool gone =
        api_.test_signaled(*reader) || api_.context(*reader) == api_.context(finished);
    if (gone) api_.dma_fence_put(reader);
    return gone;
  };
  readers_.erase(std::remove_if(readers_.begin(), readers_.end(), outdated), readers_.end());
  readers_.push_back(api_.dma_fence_get(&finished));
}

void ObjectFences::drop_all() {
  api_.dma_fence_put(std::exchange(writer_, nullptr));
  for (Fence* reader : readers_) api_.dma_fence_put(reader);
  readers_.clear();
}

void wait_for_all(drm::Api& api, const std::vector<Fence*>& fences) {
  for (Fence* fence : fences) {
    api.dma_fence_wait_timeout(*fence);
    api.dma_fence_put(fence);
  }
}

}  // namespace drmsim::scenarios::wsim
