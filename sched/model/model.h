// The model as one of the implementations of drm::Api: its entry, and what a machine tells it.
#pragma once

#include "sched/model/release.h"
#include "sched/model/run_queue_policy.h"

namespace drmsim::drm {

class Implementations;

struct ModelOptions {
  Release release = {};
  const Policies* policies = nullptr;  // what a program has added; outlives the Api
};

// As `model`.
void add_model(Implementations& implementations);

}  // namespace drmsim::drm
