// struct drm_sched_rq: the entities of one priority on one scheduler, and the policy that orders
// them.
//
// Memory of its own, which drm_sched_fini() frees: an entity that is still on it afterwards, or
// that asks for its scheduler, uses freed memory. A policy that knows what priorities mean has one
// of all of them. Source: drivers/gpu/drm/scheduler/sched_rq.c.
#pragma once

#include <memory>
#include <string>

#include <boost/intrusive/list.hpp>

#include "sched/model/entity.h"
#include "sched/model/run_queue_policy.h"
#include "sim/spinlock.h"
#include "sim/tracked.h"
#include "sim/world.h"

namespace drmsim::drm {

class Scheduler;

class RunQueue : public sim::Tracked {
 public:
  RunQueue(Scheduler& scheduler, Priority priority, std::unique_ptr<RunQueuePolicy> policy);
  static std::unique_ptr<RunQueue> make(Scheduler& scheduler, Priority priority,
                                        std::unique_ptr<RunQueuePolicy> policy);
  ~RunQueue() override;

  Scheduler& scheduler() const { return scheduler_; }
  Priority priority() const { return priority_; }
  std::string label() const override;  // "gfx.normal"; "gfx" of all priorities
  // Its queue has a job again, submitted at submit_ns. entity->lock held.
  virtual void drm_sched_rq_add_entity(Entity& entity, sim::TimeNs submit_ns);
  // The head of its queue was taken. entity->lock held.
  void drm_sched_rq_pop_entity(Entity& entity);
  void drm_sched_rq_remove_entity(Entity& entity, sim::Where where);  // no-op if it is off it

  struct Selection {
    Entity* entity = nullptr;
    bool no_credits = false;  // one is ready but does not fit: lower priorities must wait too
  };
  virtual Selection drm_sched_rq_select_entity();
  // Most priorities are empty most of the time: the lock matters only to those who look at schedule
  // points.
  bool need_not_look() const { return entities_.empty() && !world().points_are_interesting(); }

  virtual void fini() {}  // drm_sched_fini() is about to free it
  // For drm_sched_increase_karma(): whether the entity is here.
  bool mark_guilty(std::uint64_t fence_context);

 protected:
  Scheduler& scheduler_;
  std::unique_ptr<RunQueuePolicy> policy_;
  sim::SpinLock lock_;
  Entities entities_;

 private:
  sim::NameId scheduler_name_;
  Priority priority_;
};

using RunQueueMaker = std::unique_ptr<RunQueue> (*)(Scheduler& scheduler, Priority priority,
                                                    std::unique_ptr<RunQueuePolicy> policy);

}  // namespace drmsim::drm
