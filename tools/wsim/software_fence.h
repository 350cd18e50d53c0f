// A fence that a program signals: a point of a sync_file timeline (drivers/dma-buf/sw_sync.c).
#pragma once

#include <string>

#include "sched/api/drm_api.h"
#include "sim/names.h"
#include "sim/tracked.h"

namespace drmsim::scenarios::wsim {

// Lives in memory of its own, which goes with the last reference after a grace period.
class SoftwareFence final : public sim::Tracked, public drm::FenceOps {
 public:
  // Initialised, with one reference.
  SoftwareFence(sim::World& world, drm::Api& api, sim::NameId timeline, sim::SpinLock& lock,
                std::uint64_t context, std::uint64_t seqno, sim::Where where = sim::Where::here());

  drm::Fence& fence() { return memory_.fence(); }
  const char* role() const override { return "software fence"; }
  const char* driver_name() const override { return "sw_sync"; }
  std::string timeline_name() const override;
  std::string label() const override;

 private:
  void release() override;

  sim::NameId timeline_;
  std::uint64_t context_;
  std::uint64_t seqno_;
  drm::FenceMemory memory_;
};

}  // namespace drmsim::scenarios::wsim
