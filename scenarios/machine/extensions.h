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

  // What this program knows: what every one does, the kernels that are found when it is asked
  // first, and what it has added before.
  static const Extensions& of_program();
  // Once, at the program's start, before anything asks.
  static void add_to_program(const Extensions& own);
};

}  // namespace drmsim::scenarios
