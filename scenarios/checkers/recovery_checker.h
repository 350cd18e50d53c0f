// Recovery comes to an end: no job times out again and again (contract rule 47 of dma_fence: what
// was submitted completes, if need be by force).
//
// Intuition: a driver that calls every hang a false one, or replays a job that hangs each time,
// arms the timer again for ever, and the run has no end. Mechanism: timeouts are counted for each
// job until it is freed. Half the limit is only a suspicion: an exploration may have kept the
// completion away all the time. So the run is settled then, and the other half is proof.
#pragma once

#include "scenarios/checkers/job_checker.h"

namespace drmsim::scenarios {

class RecoveryChecker final : public JobChecker {
 public:
  static constexpr unsigned kTimeoutsOfOneJobMax = 100;

  explicit RecoveryChecker(sim::World& world) : JobChecker(world) {}
  void check(const sim::Event& event, const JobLife* job) override;
};

}  // namespace drmsim::scenarios
