// First in, first out: the entity whose oldest waiting job was submitted first.
//
// The key of the tree is the submission time of the entity's head job. Source:
// drivers/gpu/drm/scheduler/sched_rq.c.
#pragma once

#include <memory>

#include "sched/model/tree_policy.h"

namespace drmsim::drm {

class PolicyFifo final : public TreePolicy {
 public:
  void queue_filled(Entity& entity, sim::TimeNs submit_ns) override {
    place(entity, static_cast<std::int64_t>(submit_ns));
  }
  void head_popped(Entity& entity, sim::TimeNs next_submit_ns) override {
    place(entity, static_cast<std::int64_t>(next_submit_ns));
  }
};

std::unique_ptr<RunQueuePolicy> make_policy_fifo();

}  // namespace drmsim::drm
