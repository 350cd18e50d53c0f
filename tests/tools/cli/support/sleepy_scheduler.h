// The model, slow to wake its workers: another scheduler, with which comparisons differ.
#pragma once

#include "scenarios/machine/extensions.h"
#include "sched/api/drm_api.h"

namespace drmsim::tests {

inline void add_sleepy(scenarios::Extensions& extensions) {
  const drm::ApiFactory model = *extensions.schedulers.find("model");
  extensions.schedulers.add("sleepy", [model](const drm::ApiContext& context) {
    drm::ApiContext changed = context;
    changed.wakeup = sim::Delay::fixed(context.wakeup.max_ns + 1000);
    return model(changed);
  });
}

}  // namespace drmsim::tests
