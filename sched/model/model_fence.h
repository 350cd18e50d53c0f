// A driver's fence as the model keeps it: a Fence in the driver's memory that asks the driver's
// FenceOps.
#pragma once

#include <string>

#include "sched/api/drm_fence_ops.h"
#include "sched/api/drm_memory.h"
#include "sched/model/dma_fence.h"

namespace drmsim::drm {

class ModelFence final : public Fence {
 public:
  // In the bytes of `memory`, once; the memory's destructor destroys it.
  static ModelFence& make(FenceMemory& memory, FenceOps& ops);

  void set_deadline(sim::TimeNs deadline_ns) override { ops().set_deadline(deadline_ns); }
  const char* driver_name() const override { return ops().driver_name(); }
  std::string timeline_name() const override { return ops().timeline_name(); }

 private:
  ModelFence(FenceMemory& memory, FenceOps& ops) : Fence(memory.storage(), ops.role()) {}
  FenceOps& ops() const { return FenceMemory::of(const_cast<ModelFence&>(*this)).ops(); }
  bool enable_signaling() override;
  bool signaled() override { return ops().signaled(); }
  bool has_release() const override { return ops().has_release(); }
  void release() override { ops().release(); }
  bool use_64bit_seqno() const override { return ops().use_64bit_seqno(); }
};

// A driver's callback: the model's, in the callback's bytes.
class ModelFenceCb final : public DmaFenceCb {
 public:
  // Makes it when the callback is used first.
  static ModelFenceCb& of(FenceCb& cb, FenceCb::Function function);
  static void call(Fence& fence, DmaFenceCb& cb);
};

}  // namespace drmsim::drm
