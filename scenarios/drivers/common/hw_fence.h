// The hardware fence of a driver: signalled by the interrupt handler when the ring has written
// its number.
//
// It either lives inside its job (amdgpu: one allocation, the job's memory goes with the fence's
// last reference), or is an object of its own for each attempt. Limits: which attempts' objects
// count as allocated at submission, and which inside run_job, is the driver's statement
// (DriverSpec::fence); the simulator's own allocations are not what is judged. Source:
// drivers/gpu/drm/amd/amdgpu/amdgpu_fence.c (embedded), drivers/gpu/drm/lima/lima_sched.c (own).
#pragma once

#include <string>

#include "scenarios/format/driver_spec.h"
#include "sched/api/drm_api.h"
#include "sim/tracked.h"

namespace drmsim::scenarios {

// Who wants to know that somebody waits for one of its fences.
class FenceAudience {
 public:
  // The first callback of a fence. Called with the fence's lock held and interrupts off.
  virtual void somebody_waits() = 0;

 protected:
  ~FenceAudience() = default;
};

// The fence itself; it lives in the `storage`.
class HwFence : public drm::FenceOps {
 public:
  // driver: get_driver_name, static text.
  HwFence(drm::Api& api, sim::Tracked& storage, sim::NameId ring, const char* driver)
      : api_(api), memory_(storage), ring_(ring), driver_(driver) {
    tell(nullptr);
  }

  // dma_fence_init(): one reference. Again on a fence that is still held: a defect.
  drm::Fence& init(sim::SpinLock& lock, std::uint64_t context, std::uint64_t seqno,
                   sim::Where where = sim::Where::here()) {
    return api_.dma_fence_init(memory_, *this, lock, context, seqno, where);
  }
  // The same, with a lock of its own.
  drm::Fence& init(std::uint64_t context, std::uint64_t seqno,
                   sim::Where where = sim::Where::here()) {
    return api_.dma_fence_init(memory_, *this, context, seqno, where);
  }
  void tell(FenceAudience* audience) {  // outlives all waiting; null: nobody
    audience_ = audience;
    set_has_enable_signaling(audience != nullptr);
  }
  drm::Fence& fence() { return memory_.fence(); }  // after init()
  bool held() const { return memory_.initialised() && api_.references(memory_.fence()) > 0; }

  const char* role() const override { return "hardware fence"; }
  const char* driver_name() const override { return driver_; }
  std::string timeline_name() const override;
  bool enable_signaling() override {
    if (audience_ != nullptr) audience_->somebody_waits();
    return true;
  }

 protected:
  drm::Api& api_;
  drm::FenceMemory memory_;

 private:
  sim::NameId ring_;
  const char* driver_;
  FenceAudience* audience_ = nullptr;
};

// dma_fence_set_error(), unless the fence has signalled; whether it was set. The lock keeps an
// interrupt on another processor from signalling it in between.
bool set_error_unless_signaled(drm::Api& api, sim::SpinLock& fence_lock, drm::Fence& fence,
                               int error);
// The same, and it signals.
void cancel_fence(drm::Api& api, sim::SpinLock& fence_lock, drm::Fence& fence, int error);

// A hardware fence in memory of its own, which goes with the last reference, after a grace period.
class OwnHwFence : public sim::Tracked, public HwFence {
 public:
  // has_release: see drm::FenceOps.
  OwnHwFence(drm::Api& api, sim::World& world, sim::NameId ring, const char* driver,
             sim::Where where, bool has_release = true);
  std::string label() const override;
  bool has_release() const override { return has_release_; }

 protected:
  void release() override;

 private:
  bool has_release_;
};

// One that is released as the option `release` says; not initialised.
OwnHwFence* new_hw_fence(drm::Api& api, sim::World& world, sim::NameId ring, const char* driver,
                         FenceRelease release, sim::Where where);

}  // namespace drmsim::scenarios
