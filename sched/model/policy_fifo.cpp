#include "sched/model/policy_fifo.h"

namespace drmsim::sched {

void PolicyFifo::head_changed(Entity& entity, sim::TimeNs submit_ns) {
  tree_.place(entity, static_cast<std::int64_t>(submit_ns));
}

std::unique_ptr<RunQueuePolicy> make_policy_fifo() {
  return std::make_unique<PolicyFifo>();
}

}  // namespace drmsim::sched
