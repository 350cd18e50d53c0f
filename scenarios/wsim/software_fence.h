// A fence that a program signals: a point of a sync_file timeline (drivers/dma-buf/sw_sync.c).
#pragma once

#include <string>

#include "sched/dma_fence.h"
#include "sim/names.h"
#include "sim/tracked.h"

namespace drmsim::scenarios::wsim {

// Lives in memory of its own, which goes with the last reference after a grace period.
class SoftwareFence final : public sim::Tracked, public sched::DmaFence {
 public:
  SoftwareFence(sim::World& world, sim::NameId timeline, sim::Where where = sim::Where::here());

  const char* driver_name() const override { return "sw_sync"; }
  std::string timeline_name() const override;
  std::string label() const override;

 private:
  void release() override;

  sim::NameId timeline_;
};

}  // namespace drmsim::scenarios::wsim
