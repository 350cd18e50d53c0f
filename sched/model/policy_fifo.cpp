#include "sched/model/policy_fifo.h"

namespace drmsim::drm {

std::unique_ptr<RunQueuePolicy> make_policy_fifo() {
  return std::make_unique<PolicyFifo>();
}

}  // namespace drmsim::drm
