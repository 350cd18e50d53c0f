// First in, first out: the entity whose oldest waiting job was submitted first.
//
// Mechanism: a tree of entities by the submission time of their head job; equal times keep the
// order of insertion. Source: drm_sched_rq_select_entity_fifo(), drm_sched_rq_update_fifo_locked().
#pragma once

#include <memory>

#include <boost/intrusive/set.hpp>

#include "sched/entity.h"
#include "sched/run_queue_policy.h"

namespace drmsim::sched {

class PolicyFifo final : public RunQueuePolicy {
 public:
  ~PolicyFifo() override;
  void entity_removed(Entity& entity) override;
  void head_changed(Entity& entity, sim::TimeNs submit_ns) override;
  Entity* select(IsReady is_ready) override;

 private:
  struct OlderHead {
    bool operator()(const Entity& a, const Entity& b) const {
      return a.oldest_job_waiting_ns < b.oldest_job_waiting_ns;
    }
  };
  using Tree = boost::intrusive::multiset<Entity, boost::intrusive::base_hook<PolicyHook>,
                                          boost::intrusive::compare<OlderHead>,
                                          boost::intrusive::constant_time_size<false>>;
  Tree tree_;
};

std::unique_ptr<RunQueuePolicy> make_policy_fifo();

}  // namespace drmsim::sched
