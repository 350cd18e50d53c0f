#include "scenarios/drivers/ring/previous_job.h"

#include <utility>

namespace drmsim::scenarios {

using drm::Fence;

PreviousJob::PreviousJob(sim::World& world, drm::Api& api)
    : api_(api), lock_(world, "ring.last_job_lock") {}

void PreviousJob::remember(drm::Job& job, Fence& hardware) {
  set(api_.dma_fence_get(&hardware), api_.dma_fence_get(&api_.finished(job)));
}

void PreviousJob::forget() {
  set(nullptr, nullptr);
}

void PreviousJob::set(Fence* hardware, Fence* finished) {
  {
    const sim::SpinIrqGuard guard(lock_);
    std::swap(hardware_, hardware);
    std::swap(finished_, finished);
  }
  api_.dma_fence_put(hardware);
  api_.dma_fence_put(finished);
}

Fence* PreviousJob::hardware_fence_of(drm::Job& job) {
  const sim::SpinIrqGuard guard(lock_);
  return finished_ == &api_.finished(job) ? api_.dma_fence_get(hardware_) : nullptr;
}

}  // namespace drmsim::scenarios
