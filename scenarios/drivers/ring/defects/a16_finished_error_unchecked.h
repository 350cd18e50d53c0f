// A16: the timeout handler sets an error on the job's finished fence while its scheduler runs.
//
// It looks whether the fence has signalled, but the completion may come between the look and the
// error.
#pragma once

#include "scenarios/drivers/ring/ring_driver.h"
#include "scenarios/drivers/ring/ring_recovery.h"

namespace drmsim::scenarios {

class FinishedErrorUnchecked final : public RingDefect {
 public:
  using RingDefect::RingDefect;
  void stop_schedulers(RingRecovery& recovery) override {
    recovery.set_finished_error();
    inner_.stop_schedulers(recovery);
  }
};

}  // namespace drmsim::scenarios
