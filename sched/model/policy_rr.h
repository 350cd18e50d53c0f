// Round robin as a key: who has had a turn goes behind all others.
//
// Mechanism: a number for each turn of the run queue, given to an entity that has more jobs after
// it. One that has run dry keeps its last number, and is ahead of those that had turns meanwhile
// when it comes back. Source: drm_sched_rq_next_rr_ts() in drivers/gpu/drm/scheduler/sched_rq.c.
#pragma once

#include <cstdint>
#include <memory>

#include "sched/model/tree_policy.h"

namespace drmsim::drm {

class PolicyRr final : public TreePolicy {
 public:
  void queue_filled(Entity& entity, sim::TimeNs submit_ns) override;
  void head_popped(Entity& entity, sim::TimeNs next_submit_ns) override;

 private:
  std::int64_t turns_ = 0;  // rr_ts of the run queue
};

std::unique_ptr<RunQueuePolicy> make_policy_rr();

}  // namespace drmsim::drm
