// struct drm_sched_rq: the entities of one priority on one scheduler, and the policy that orders
// them.
//
// Memory of its own, which drm_sched_fini() frees: an entity that is still on it afterwards, or
// that asks for its scheduler, uses freed memory. A policy that knows what priorities mean has one
// of all of them. Source: drm_sched_rq_*() in drivers/gpu/drm/scheduler/sched_main.c, from 7.2 on
// sched_rq.c.
#pragma once

#include <memory>
#include <string>

#include <boost/intrusive/list.hpp>

#include "sched/model/entity.h"
#include "sched/model/run_queue_policy.h"
#include "sim/spinlock.h"
#include "sim/tracked.h"

namespace drmsim::sched {

class Scheduler;

class RunQueue final : public sim::Tracked {
 public:
  RunQueue(Scheduler& scheduler, Priority priority, std::unique_ptr<RunQueuePolicy> policy);
  ~RunQueue() override;

  Scheduler& scheduler() const { return scheduler_; }
  Priority priority() const { return priority_; }
  std::string label() const override;  // "gfx.normal"; "gfx" of all priorities
  bool orders_by_head() const {
    return orders_by_head_;
  }  // whether head_changed() has to be called

  void add(Entity& entity, sim::Where where);  // drm_sched_rq_add_entity(); no-op if it is there
  void remove(Entity& entity,
              sim::Where where);  // drm_sched_rq_remove_entity(); no-op if it is not
  void head_changed(Entity& entity, sim::TimeNs submit_ns);  // drm_sched_rq_update_fifo_locked()

  // With Semantics::policies_are_keys, in place of add() and head_changed(); entity->lock held.
  // drm_sched_rq_add_entity(): its queue has a job again.
  void job_queued(Entity& entity, sim::TimeNs submit_ns);
  // drm_sched_rq_pop_entity(): the head of its queue was taken.
  void job_popped(Entity& entity);

  struct Selection {
    Entity* entity = nullptr;
    bool no_credits = false;  // one is ready but does not fit: lower priorities must wait too
  };
  Selection select();  // drm_sched_rq_select_entity(), until 7.2 ..._{rr,fifo}()

  void stop_all_entities();  // at drm_sched_fini()
  // For drm_sched_increase_karma(): whether the entity is here.
  bool mark_guilty(std::uint64_t fence_context);

 private:
  using Entities = boost::intrusive::list<Entity, boost::intrusive::base_hook<RunQueueHook>,
                                          boost::intrusive::constant_time_size<false>>;
  Scheduler& scheduler_;
  sim::NameId scheduler_name_;
  Priority priority_;
  std::unique_ptr<RunQueuePolicy> policy_;
  bool orders_by_head_;
  sim::SpinLock lock_;
  Entities entities_;
};

}  // namespace drmsim::sched
