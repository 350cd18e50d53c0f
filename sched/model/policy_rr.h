// Round robin as a key: who has had a turn goes behind all others.
//
// Mechanism: a number for each turn of the run queue, given to an entity that has more jobs after
// it. One that has run dry keeps its last number, and is ahead of those that had turns meanwhile
// when it comes back. Source: drm_sched_rq_next_rr_ts() in drivers/gpu/drm/scheduler/sched_rq.c.
#pragma once

#include <cstdint>
#include <memory>

#include "sched/model/entity_tree.h"

namespace drmsim::drm {

class PolicyRr final : public RunQueuePolicy {
 public:
  void entity_removed(Entity& entity) override { tree_.remove(entity); }
  void queue_filled(Entity& entity, sim::TimeNs submit_ns) override;
  void head_popped(Entity& entity, sim::TimeNs next_submit_ns) override;
  void queue_emptied(Entity& entity) override { tree_.remove(entity); }
  Entity* select(IsReady is_ready) override { return tree_.first_ready(is_ready); }

 private:
  EntityTree tree_;
  std::int64_t turns_ = 0;  // rr_ts of the run queue
};

std::unique_ptr<RunQueuePolicy> make_policy_rr();

}  // namespace drmsim::drm
