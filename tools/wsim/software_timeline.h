// The software fences of one client: what its `f` steps create and its `a` steps signal.
//
// Intuition: a counter; a fence is signalled once the counter has come to its number. Mechanism: an
// iteration begins at a base number, the fence of step i has the number base + i, an `a` step
// counts on to the number of the fence that it names, and the end of the iteration counts on to the
// next base, so that no fence outlives its iteration unsignalled. The tool's two habits are kept: a
// fence that is step 0 has the number that the counter has already, and each further `a` of an
// iteration counts too far, for good. Source: gem_wsim.c, run_workload; drivers/dma-buf/sw_sync.c.
// Numbers are 32 bits wide and wrap around.
#pragma once

#include <cstdint>
#include <deque>
#include <string_view>

#include "scenarios/jobs/job_readiness.h"
#include "sched/api/drm_api.h"
#include "sim/spinlock.h"
#include "sim/world.h"

namespace drmsim::scenarios::wsim {

class SoftwareTimeline {
 public:
  // dependencies: is told of each fence that signals. References outlive it.
  SoftwareTimeline(sim::World& world, drm::Api& api, JobReadiness& dependencies,
                   std::string_view name, std::uint32_t steps_per_iteration);
  SoftwareTimeline(const SoftwareTimeline&) = delete;
  SoftwareTimeline& operator=(const SoftwareTimeline&) = delete;

  drm::Fence* create(std::uint32_t step);  // `f`; the caller gets a reference. Task context
  void signal(std::uint32_t step);         // `a` that names the `f` at that step
  void end_iteration();                    // signals whatever is left

  std::uint32_t value() const { return value_; }

 private:
  void advance(std::uint32_t by);
  void advance_stride(std::uint32_t by);
  bool reached(const drm::Fence& fence) const;

  sim::World& world_;
  drm::Api& api_;
  JobReadiness& dependencies_;
  sim::NameId name_;
  std::uint64_t context_;
  std::uint32_t steps_per_iteration_;
  std::uint32_t value_ = 0;
  std::uint32_t base_ = 0;       // the number of step 0 of this iteration
  std::uint32_t signalled_ = 0;  // the tool's cur_seqno, less base_
  sim::SpinLock lock_;
  std::deque<drm::Fence*> waiting_;  // references; unsignalled, in the order of their numbers
};

}  // namespace drmsim::scenarios::wsim
