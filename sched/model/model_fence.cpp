#include "sched/model/model_fence.h"

#include <new>

#include "sim/assert.h"

namespace drmsim::drm {

ModelFence& ModelFence::make(FenceMemory& memory, FenceOps& ops) {
  static_assert(sizeof(ModelFence) <= kFenceBytes && alignof(ModelFence) <= kMemoryAlignment);
  auto* fence = new (memory.bytes()) ModelFence(memory, ops);
  DRMSIM_ASSERT(static_cast<void*>(static_cast<Fence*>(fence)) == memory.bytes(),
                "the handle is the address of the Fence");
  memory.initialise(
      ops, [](FenceMemory& gone) { static_cast<ModelFence&>(gone.fence()).~ModelFence(); });
  return *fence;
}

bool ModelFence::enable_signaling() {
  const int error_before = error();
  const bool enabled = ops().enable_signaling();
  if (enabled && error() != error_before) report_error_of_enabled(world(), label());
  return enabled;
}

ModelFenceCb& ModelFenceCb::of(FenceCb& cb, FenceCb::Function function) {
  static_assert(sizeof(ModelFenceCb) <= FenceCb::kBytes &&
                alignof(ModelFenceCb) <= kMemoryAlignment);
  auto* inner = static_cast<ModelFenceCb*>(cb.bytes());
  if (!cb.initialised()) inner = new (cb.bytes()) ModelFenceCb;
  cb.initialise(function, [](FenceCb& gone) {
    static_cast<ModelFenceCb*>(gone.bytes())->~ModelFenceCb();  // leaves the fence's list
  });
  return *inner;
}

void ModelFenceCb::call(Fence& fence, drm::DmaFenceCb& cb) {
  FenceCb& outer = FenceCb::of(static_cast<ModelFenceCb*>(&cb));
  outer.function()(fence, outer);
}

}  // namespace drmsim::drm
