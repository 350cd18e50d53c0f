// Code whose completion some fence's signalling depends on: run_job, timedout_job
// (dma_fence_begin_signalling() and its end).
//
// Allocating with Gfp::kernel inside is a hazard, and so is waiting for a fence, or for anything
// that elsewhere waits for one (sim/lock_order.h).
#pragma once

#include "sim/lock_order.h"
#include "sim/where.h"
#include "sim/world.h"

namespace drmsim::sim {

class SignallingSection {
 public:
  explicit SignallingSection(World& world, Where where = Where::here())
      : holding_(world.order(), world.cpu().current(), OrderKind::fence, LockOrder::kFence, where) {
  }

 private:
  Holding holding_;
};

}  // namespace drmsim::sim
