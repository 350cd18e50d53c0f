#include "tools/wsim/software_timeline.h"

#include "tools/wsim/software_fence.h"

namespace drmsim::scenarios::wsim {
namespace {

constexpr std::uint32_t kLongestStride =
    INT32_MAX;  // sw_sync_ioctl_inc() counts on in such strides

}  // namespace

SoftwareTimeline::SoftwareTimeline(sim::World& world, drm::Api& api, JobReadiness& dependencies,
                                   std::string_view name, std::uint32_t steps_per_iteration)
    : world_(world),
      api_(api),
      dependencies_(dependencies),
      name_(world.intern(name)),
      context_(world.allocate_fence_contexts(1)),
      steps_per_iteration_(steps_per_iteration),
      lock_(world, "sync_timeline.lock") {}

bool SoftwareTimeline::reached(const drm::Fence& fence) const {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(api_.seqno(fence)) - value_) <= 0;
}

drm::Fence* SoftwareTimeline::create(std::uint32_t step) {
  world_.memory().check_allocation(sim::Gfp::kernel, "sync_pt_create");
  auto* made = new SoftwareFence(world_, api_, name_, lock_, context_, base_ + step);
  drm::Fence& fence = made->fence();
  if (reached(fence)) {
    api_.dma_fence_signal(fence);
  } else {
    waiting_.push_back(api_.dma_fence_get(&fence));
  }
  return &fence;
}

void SoftwareTimeline::signal(std::uint32_t step) {
  signalled_ += step;
  advance(signalled_);
}

void SoftwareTimeline::end_iteration() {
  advance(steps_per_iteration_ - signalled_);
  base_ += steps_per_iteration_;
  signalled_ = 0;
}

void SoftwareTimeline::advance(std::uint32_t by) {
  while (by > kLongestStride) {
    advance_stride(kLongestStride);
    by -= kLongestStride;
  }
  advance_stride(by);
}

void SoftwareTimeline::advance_stride(std::uint32_t by) {
  value_ += by;
  while (!waiting_.empty() && reached(*waiting_.front())) {
    drm::Fence* fence = waiting_.front();
    waiting_.pop_front();
    dependencies_.software_fence_signals(*fence, api_, world_.now());
    api_.dma_fence_signal(*fence);
    api_.dma_fence_put(fence);
  }
}

}  // namespace drmsim::scenarios::wsim
