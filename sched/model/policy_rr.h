// Round robin: the entities in turn, starting after the one that was served last.
//
// Source: drm_sched_rq_select_entity_rr().
#pragma once

#include <memory>

#include <boost/intrusive/list.hpp>

#include "sched/model/entity.h"
#include "sched/model/run_queue_policy.h"

namespace drmsim::sched {

class PolicyRr final : public RunQueuePolicy {
 public:
  ~PolicyRr() override;
  bool orders_by_head() const override { return false; }
  void entity_added(Entity& entity) override;
  void entity_removed(Entity& entity) override;
  Entity* select(IsReady is_ready) override;
  void served(Entity& entity) override { current_ = &entity; }

 private:
  using Entities = boost::intrusive::list<Entity, boost::intrusive::base_hook<PolicyListHook>,
                                          boost::intrusive::constant_time_size<false>>;
  Entities entities_;          // in the order in which they joined
  Entity* current_ = nullptr;  // served last; null once it left
};

std::unique_ptr<RunQueuePolicy> make_policy_rr();

}  // namespace drmsim::sched
