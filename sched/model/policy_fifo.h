// First in, first out: the entity whose oldest waiting job was submitted first.
//
// The key of the tree is the submission time of the entity's head job. Source:
// drivers/gpu/drm/scheduler/sched_rq.c.
#pragma once

#include <memory>

#include "sched/model/entity_tree.h"

namespace drmsim::drm {

class PolicyFifo final : public RunQueuePolicy {
 public:
  void entity_removed(Entity& entity) override { tree_.remove(entity); }
  void queue_filled(Entity& entity, sim::TimeNs submit_ns) override { place(entity, submit_ns); }
  void head_popped(Entity& entity, sim::TimeNs next_submit_ns) override {
    place(entity, next_submit_ns);
  }
  void queue_emptied(Entity& entity) override { tree_.remove(entity); }
  Entity* select(IsReady is_ready) override { return tree_.first_ready(is_ready); }

 private:
  void place(Entity& entity, sim::TimeNs submit_ns) {
    tree_.place(entity, static_cast<std::int64_t>(submit_ns));
  }

  EntityTree tree_;
};

std::unique_ptr<RunQueuePolicy> make_policy_fifo();

}  // namespace drmsim::drm
