// A fence that a test, or the fake driver, makes and signals by itself, with scripted answers.
#pragma once

#include <string>
#include <vector>

#include "sched/model/dma_fence.h"
#include "sim/spinlock.h"
#include "sim/tracked.h"

namespace drmsim::drm::test {

enum class FenceRelease : std::uint8_t {
  rcu,
  now
};  // when the memory goes after the last reference

class FakeFence final : public sim::Tracked, public Fence, private FenceOps {
 public:
  FakeFence(sim::World& world, std::uint64_t context, std::uint64_t seqno,
            sim::Where where = sim::Where::here());
  // In a context of its own.
  static FakeFence& make(sim::World& world, sim::Where where = sim::Where::here());

  using sim::Tracked::world;
  std::string label() const override;

  sim::SpinLock lock;
  FenceRelease release_mode = FenceRelease::rcu;
  bool enable_answer = true;     // of enable_signaling()
  int error_on_enable = 0;       // set before enable_signaling() says no
  bool signaled_answer = false;  // of signaled()
  bool wide_seqno = false;
  int enable_calls = 0;
  int signaled_calls = 0;
  int releases = 0;
  std::vector<sim::TimeNs> deadlines_ns;

 private:
  const char* role() const override { return "hardware fence"; }
  const char* driver_name() const override { return "fake"; }
  std::string timeline_name() const override { return "fake"; }
  void set_deadline(sim::TimeNs deadline_ns) override { deadlines_ns.push_back(deadline_ns); }
  bool enable_signaling() override;
  bool signaled() override;
  bool use_64bit_seqno() const override { return wide_seqno; }
  void release() override;
};

}  // namespace drmsim::drm::test
