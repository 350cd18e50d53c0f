// What a scenario or the options of a run may name: extended by programs that bring their own.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "scenarios/checkers/job_checker.h"
#include "scenarios/machine/drivers.h"
#include "sched/api/implementations.h"
#include "sched/model/run_queue_policy.h"

namespace drmsim::scenarios {

// Makes a checker that watches every run beside ours; what breaks its rule it reports as a hazard,
// of the kind `contract` for instance.
using CheckerFactory = std::function<std::unique_ptr<JobChecker>(sim::World&)>;

struct Extensions {
  Extensions();

  drm::Implementations schedulers;  // the model from the beginning
  drm::Policies policies;           // of the model
  Drivers drivers;
  std::vector<CheckerFactory> checkers;

  // What this program knows: what every one does, the kernels that are found when it is asked
  // first, and what it has added before.
  static const Extensions& of_program();
  // Once, at the program's start, before anything asks.
  static void add_to_program(const Extensions& own);
};

}  // namespace drmsim::scenarios
