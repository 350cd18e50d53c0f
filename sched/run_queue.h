// struct drm_sched_rq: the entities of one priority on one scheduler, and the policy that orders them.
#pragma once

#include <memory>

#include <boost/intrusive/list.hpp>

#include "sched/entity.h"
#include "sched/run_queue_policy.h"
#include "sim/spinlock.h"

namespace drmsim::sched {

class Scheduler;

class RunQueue {
 public:
  RunQueue(Scheduler& scheduler, std::unique_ptr<RunQueuePolicy> policy);
  ~RunQueue();

  Scheduler& scheduler() const { return scheduler_; }

  void add(Entity& entity, sim::Where where);     // drm_sched_rq_add_entity(); no-op if it is there
  void remove(Entity& entity, sim::Where where);  // drm_sched_rq_remove_entity(); no-op if it is not
  void head_changed(Entity& entity, sim::TimeNs submit_ns);  // drm_sched_rq_update_fifo_locked()

  struct Selection {
    Entity* entity = nullptr;
    bool no_credits = false;  // one is ready but does not fit: lower priorities must wait too
  };
  Selection select();  // drm_sched_rq_select_entity_{rr,fifo}()

  void stop_all_entities();  // at drm_sched_fini()
  void mark_guilty(std::uint64_t fence_context);  // for drm_sched_increase_karma(); if it is here

 private:
  using Entities = boost::intrusive::list<Entity, boost::intrusive::base_hook<RunQueueHook>,
                                          boost::intrusive::constant_time_size<false>>;
  Scheduler& scheduler_;
  std::unique_ptr<RunQueuePolicy> policy_;
  sim::SpinLock lock_;
  Entities entities_;
};

}  // namespace drmsim::sched
