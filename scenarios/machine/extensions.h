// What a scenario or the options of a run may name: extended by programs that bring their own.
#pragma once

#include "scenarios/machine/drivers.h"
#include "sched/model/implementations.h"
#include "sched/model/run_queue_policy.h"

namespace drmsim::scenarios {

struct Extensions {
  drm::Implementations schedulers;
  drm::Policies policies;  // of the model
  Drivers drivers;

  // What there is without any program's own.
  static const Extensions& built_in();
};

}  // namespace drmsim::scenarios
