// A driver's fence as the model keeps it: a DmaFence in the driver's memory that asks the driver's
// FenceOps; and the conversions between handles and what they are for the model.
#pragma once

#include <string>

#include "sched/api/drm_fence_ops.h"
#include "sched/api/drm_memory.h"
#include "sched/model/dma_fence.h"

namespace drmsim::sched {
class Entity;
class Job;
class Scheduler;
}  // namespace drmsim::sched

namespace drmsim::drm {

inline sched::DmaFence& model(Fence& fence) {
  return reinterpret_cast<sched::DmaFence&>(fence);
}
inline const sched::DmaFence& model(const Fence& fence) {
  return reinterpret_cast<const sched::DmaFence&>(fence);
}
inline sched::DmaFence* model(Fence* fence) {
  return reinterpret_cast<sched::DmaFence*>(fence);
}
inline sched::Job& model(Job& job) {
  return reinterpret_cast<sched::Job&>(job);
}
inline const sched::Job& model(const Job& job) {
  return reinterpret_cast<const sched::Job&>(job);
}
inline sched::Entity& model(Entity& entity) {
  return reinterpret_cast<sched::Entity&>(entity);
}
inline sched::Scheduler& model(Scheduler& scheduler) {
  return reinterpret_cast<sched::Scheduler&>(scheduler);
}
inline const sched::Scheduler& model(const Scheduler& scheduler) {
  return reinterpret_cast<const sched::Scheduler&>(scheduler);
}

inline Fence& handle(sched::DmaFence& fence) {
  return reinterpret_cast<Fence&>(fence);
}
inline Fence* handle(sched::DmaFence* fence) {
  return reinterpret_cast<Fence*>(fence);
}
inline Job& handle(sched::Job& job) {
  return reinterpret_cast<Job&>(job);
}
inline Entity& handle(sched::Entity& entity) {
  return reinterpret_cast<Entity&>(entity);
}
inline Scheduler& handle(sched::Scheduler& scheduler) {
  return reinterpret_cast<Scheduler&>(scheduler);
}

class ModelFence final : public sched::DmaFence {
 public:
  // In the bytes of `memory`, once; the memory's destructor destroys it.
  static ModelFence& make(FenceMemory& memory, FenceOps& ops);

  void set_deadline(sim::TimeNs deadline_ns) override { ops().set_deadline(deadline_ns); }
  const char* driver_name() const override { return ops().driver_name(); }
  std::string timeline_name() const override { return ops().timeline_name(); }

 private:
  ModelFence(FenceMemory& memory, FenceOps& ops) : DmaFence(memory.storage(), ops.role()) {}
  FenceOps& ops() const { return FenceMemory::of(handle(const_cast<ModelFence&>(*this))).ops(); }
  bool enable_signaling() override;
  bool signaled() override { return ops().signaled(); }
  bool has_release() const override { return ops().has_release(); }
  void release() override { ops().release(); }
  bool use_64bit_seqno() const override { return ops().use_64bit_seqno(); }
};

// A driver's callback: the model's, in the callback's bytes.
class ModelFenceCb final : public sched::DmaFenceCb {
 public:
  // Makes it when the callback is used first.
  static ModelFenceCb& of(FenceCb& cb, FenceCb::Function function);
  static void call(sched::DmaFence& fence, sched::DmaFenceCb& cb);
};

}  // namespace drmsim::drm
