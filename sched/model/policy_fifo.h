// First in, first out: the entity whose oldest waiting job was submitted first.
//
// The key of the tree is the submission time of the entity's head job. Source:
// drm_sched_rq_select_entity_fifo(), drm_sched_rq_update_fifo_locked(); from 7.2 on
// drm_sched_rq_select_entity(), for every policy.
#pragma once

#include <memory>

#include "sched/model/entity_tree.h"

namespace drmsim::sched {

class PolicyFifo final : public RunQueuePolicy {
 public:
  void entity_removed(Entity& entity) override { tree_.remove(entity); }
  void head_changed(Entity& entity, sim::TimeNs submit_ns) override;
  void queue_emptied(Entity& entity) override { tree_.remove(entity); }
  Entity* select(IsReady is_ready) override { return tree_.first_ready(is_ready); }

 private:
  EntityTree tree_;
};

std::unique_ptr<RunQueuePolicy> make_policy_fifo();

}  // namespace drmsim::sched
