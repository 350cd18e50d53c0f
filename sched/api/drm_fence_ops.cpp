#include "sched/api/drm_fence_ops.h"

#include "sim/world.h"

namespace drmsim::drm {

void report_error_of_enabled(sim::World& world, const std::string& label) {
  world.hazards().report(sim::HazardKind::contract, sim::Where::in("enable_signaling"), "dma_fence",
                         "enable_signaling of " + label +
                             " returns true and has set an error: a fence that goes on gets none");
}

}  // namespace drmsim::drm
