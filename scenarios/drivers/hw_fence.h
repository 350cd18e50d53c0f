// The hardware fence of a ring driver: signalled by the interrupt handler when the ring has written
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
#include "sched/dma_fence.h"
#include "sim/spinlock.h"
#include "sim/tracked.h"

namespace drmsim::scenarios {

// The fence itself; its memory is the `storage`.
class HwFence : public sched::DmaFence {
 public:
  HwFence(sim::Tracked& storage, sim::NameId ring)
      : DmaFence(storage, "hardware fence"), ring_(ring) {}
  const char* driver_name() const override { return "ring_driver"; }
  std::string timeline_name() const override;

 private:
  sim::NameId ring_;
};

// A hardware fence in memory of its own, which goes with the last reference.
class OwnHwFence final : public sim::Tracked, public HwFence {
 public:
  OwnHwFence(sim::World& world, sim::NameId ring, FenceRelease release_mode, sim::Where where);
  std::string label() const override;

 private:
  void release() override;

  FenceRelease release_mode_;
};

}  // namespace drmsim::scenarios
